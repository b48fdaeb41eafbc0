/**
 * What an API says about itself, so that an application that knows only its address finds the Cardea that gives tokens
 * for it (RFC 9728): MCP servers are found so by agents.
 */
import { checkIssuer } from '../client/issuer.ts';
import { proofAlgorithms } from './proof.ts';

export type ResourceMetadataOptions = {
  /** The address that the API is registered under, as tokens name it. */
  readonly resource: string;
  /** The origin of your Cardea. */
  readonly issuer: string;
  /** The scopes that callers may ask for. */
  readonly scopes?: readonly string[];
  /** What people know the API by. */
  readonly name?: string;
  /** A page for whoever writes an application that calls it. */
  readonly documentation?: string;
  /** Whether only tokens are taken that are bound to a key. */
  readonly isProofRequired?: boolean;
};

/** The document, as it is sent: JSON, at the path of `protectedResourceMetadataAddress`, to everybody. */
export function protectedResourceMetadata(options: ResourceMetadataOptions): Readonly<Record<string, unknown>> {
  const { resource, scopes, name, documentation, isProofRequired } = options;
  readResource(resource);
  return {
    resource,
    authorization_servers: [checkIssuer(options.issuer)],
    ...(scopes === undefined ? {} : { scopes_supported: [...scopes] }),
    bearer_methods_supported: ['header'],
    ...(name === undefined ? {} : { resource_name: name }),
    ...(documentation === undefined ? {} : { resource_documentation: documentation }),
    dpop_signing_alg_values_supported: proofAlgorithms,
    ...(isProofRequired === true ? { dpop_bound_access_tokens_required: true } : {}),
  };
}

/**
 * Where the document lies (RFC 9728, section 3.1): for `https://api.example.com/mcp` it is
 * `https://api.example.com/.well-known/oauth-protected-resource/mcp`. The verifier names it in what it refuses when it
 * is given as `resourceMetadata`.
 */
export function protectedResourceMetadataAddress(resource: string): string {
  const { origin, pathname, search } = readResource(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname === '/' ? '' : pathname}${search}`;
}

function readResource(resource: string): URL {
  const url = URL.canParse(resource) ? new URL(resource) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hash !== '')
    throw new TypeError('resource is an address such as https://api.example.com/mcp');
  return url;
}
