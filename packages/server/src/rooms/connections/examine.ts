/**
 * Whether a connection would work: its provider is asked what it is, by the guarded client, and what it answers is compared
 * with what was set. Nobody is signed in, and the secret is shown to nobody: whether it is right turns out at a sign-in.
 */
import type { HttpClient } from '../../foundation/http-client/index.ts';
import { examineAddress } from './addresses.ts';
import { type Connection, endpointsOf } from './connection.ts';
import { type Examined, found, type Trouble } from './findings.ts';
import { presetOf } from './presets/known.ts';
import type { JsonObject } from './presets/preset.ts';
import { objectIn } from './presets/read-claims.ts';

export type ExamineDependencies = {
  readonly development: boolean;
  /** The guarded way to an address; in a development installation also to one on this machine. */
  readonly httpFor: (url: string) => HttpClient;
};

export async function examineConnection(deps: ExamineDependencies, connection: Connection): Promise<Examined[]> {
  const findings: Examined[] = [];
  if (connection.state === 'disabled') findings.push(found('connection_off'));
  const needsSecret = connection.settings.token_endpoint_auth_method !== 'none';
  if (needsSecret && !connection.hasSecret) findings.push(found('secret_missing'));
  const endpoints = endpointsOf(connection);
  if (presetOf(connection.preset).kind === 'openid') findings.push(...(await examineIssuer(deps, connection)));
  else if (endpoints !== null)
    for (const address of Object.values(endpoints)) findings.push(await examineReach(deps, address));
  return findings;
}

async function examineIssuer(deps: ExamineDependencies, { preset, settings }: Connection): Promise<Examined[]> {
  const issuer = settings.issuer ?? '';
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const read = await readJson(deps, address);
  if ('trouble' in read) return [found('discovery_unreadable', { address }, read)];
  const { object } = read;
  const findings: Examined[] = [];
  // Every directory of Microsoft is an issuer of its own; what is asked for them together names a place for it.
  const isMicrosoft = preset === 'microsoft';
  const said = isMicrosoft ? String(object['issuer']).replace('{tenantid}', tenantIn(issuer)) : object['issuer'];
  // OpenID Connect Discovery 1.0, section 4.3: the very same text, or somebody pretends to be somebody else (case 156).
  if (said !== issuer && !(isMicrosoft && typeof said === 'string' && said.startsWith(microsoftOrigin)))
    return [found('issuer_differs', { issuer })];
  findings.push(found('discovery_ok'));
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const endpoint = object[name];
    const isUsable = typeof endpoint === 'string' && examineAddress(endpoint, { ...deps, mayHaveQuery: true }) === null;
    if (!isUsable) findings.push(found('address_unusable', { name }));
  }
  const challenges = object['code_challenge_methods_supported'];
  if (Array.isArray(challenges) && !challenges.includes('S256')) findings.push(found('challenge_unnamed'));
  const scopes = object['scopes_supported'];
  const unknown = Array.isArray(scopes) ? settings.scope.split(' ').filter((scope) => !scopes.includes(scope)) : [];
  if (unknown.length > 0) findings.push(found('scopes_unnamed', { scopes: unknown.join(', ') }));
  if (typeof object['jwks_uri'] === 'string') findings.push(await examineKeys(deps, object['jwks_uri']));
  return findings;
}

const microsoftOrigin = 'https://login.microsoftonline.com/';
const tenantIn = (issuer: string) => issuer.split('/')[3] ?? '';

async function examineKeys(deps: ExamineDependencies, address: string): Promise<Examined> {
  const read = await readJson(deps, address);
  if ('trouble' in read) return found('keys_unreadable', {}, read);
  const { keys: published } = read.object;
  const keys = (Array.isArray(published) ? published : []).map(objectIn);
  const usable = keys.filter((key) => key?.['kty'] === 'RSA' || key?.['kty'] === 'EC' || key?.['kty'] === 'OKP');
  return usable.length === 0 ? found('keys_unusable') : found('keys_ok', { number: String(usable.length) });
}

/** Whether there is somebody. What they say to a bare request says nothing. */
async function examineReach(deps: ExamineDependencies, address: string): Promise<Examined> {
  const { host } = new URL(address);
  const answer = await deps.httpFor(address).send({ url: address });
  if (answer.outcome === 'failed') return found('host_unreachable', { host }, { trouble: answer.reason });
  const { status } = answer;
  return status >= 500 || status === 404
    ? found('host_answered', { host, status: String(status) })
    : found('host_ok', { host });
}

async function readJson(
  deps: ExamineDependencies,
  address: string,
): Promise<{ readonly object: JsonObject } | Trouble> {
  const answer = await deps.httpFor(address).send({ url: address, headers: { accept: 'application/json' } });
  if (answer.outcome === 'failed') return { trouble: answer.reason };
  const { status, body } = answer;
  if (status >= 300 && status < 400) return { trouble: 'redirect' };
  if (status !== 200) return { trouble: 'status', status };
  try {
    const object = objectIn(JSON.parse(body.toString('utf8')));
    return object === null ? { trouble: 'not_object' } : { object };
  } catch {
    return { trouble: 'not_json' };
  }
}
