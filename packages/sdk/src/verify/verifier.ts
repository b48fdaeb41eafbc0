/**
 * Checks access tokens (RFC 9068) for one API: signed by this issuer, made for this audience, of the type that is meant
 * for APIs, good now, shown by whom it was given to, and enough for what is asked.
 */
import type { JWTPayload } from 'jose';
import type { Fetch } from '../client/fetch.ts';
import { checkIssuer } from '../client/issuer.ts';
import { refuse, scopesOf } from './challenge.ts';
import { createKeys } from './keys.ts';
import { createLiveCheck, type Introspection } from './live.ts';
import { createNonces } from './nonces.ts';
import { type CheckedRequest, pathOf, readPresented } from './presented.ts';
import { checkProof, proofAlgorithms } from './proof.ts';
import { createSeenProofs, type SeenProofs } from './seen-proofs.ts';
import { createTokenReader, toAccessToken } from './signed-token.ts';
import type { AccessToken, Objection, Requirement, Verdict } from './verdict.ts';

export type VerifierOptions = {
  /** The origin of your Cardea. */
  readonly issuer: string;
  /** The address that this API is registered under: `./cardea resources register ADDRESS`. */
  readonly audience: string;
  /** How tokens may be signed; ES256 and RS256 unless told. */
  readonly algorithms?: readonly ('ES256' | 'RS256')[];
  /** How far clocks may differ; 10 seconds unless told, 60 at most. */
  readonly clockToleranceSeconds?: number;
  /** Asked for `live` requirements: whether a token still counts at this moment. */
  readonly introspection?: Introspection;
  readonly dpop?: {
    /** Take only tokens that are bound to a key. */
    readonly required?: boolean;
    /** How old a proof may be; 60 seconds unless told. */
    readonly maxAgeSeconds?: number;
    /** Ask for a nonce in each proof; ≥ 32 characters, the same on every node. */
    readonly nonceSecret?: string;
    /** A memory of shown proofs that several processes share. */
    readonly seen?: SeenProofs;
    /** How many proofs the built-in memory holds; 100,000 unless told. */
    readonly seenAtMost?: number;
  };
  /**
   * Where this API says who gives tokens for it (RFC 9728): named in every refusal, so that agents find their way. See
   * `protectedResourceMetadataAddress`.
   */
  readonly resourceMetadata?: string;
  /** The origin under which callers reach this API, which their proofs name; that of `audience` unless told. */
  readonly publicOrigin?: string;
  readonly fetch?: Fetch;
  /** How long Cardea may take to answer; 5 seconds unless told. */
  readonly timeoutMilliseconds?: number;
  /** The time in milliseconds, for tests. */
  readonly now?: () => number;
};

export type Verifier = {
  /** Judges the token of a request. Never throws for what a caller may have sent. */
  verify(request: CheckedRequest, requirement?: Requirement): Promise<Verdict>;
};

/** A check for the tokens of one API. Make one and keep it: it holds the keys and the proofs that were shown. */
export function createVerifier(options: VerifierOptions): Verifier {
  const issuer = checkIssuer(options.issuer);
  const { audience, algorithms = ['ES256', 'RS256'], dpop = {}, now = Date.now, introspection } = options;
  const { fetch: given = globalThis.fetch, timeoutMilliseconds = 5_000, clockToleranceSeconds = 10 } = options;
  if (audience === '') throw new TypeError('audience is the address that this API is registered under');
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 60)) {
    throw new TypeError('clockToleranceSeconds is between 0 and 60');
  }
  const fetch: Fetch = (address, init) => given(address, init);
  const publicOrigin = publicOriginOf(options);
  if (dpop.required === true && publicOrigin === null) throw new TypeError('publicOrigin is needed for DPoP');
  const keys = createKeys(issuer, fetch, timeoutMilliseconds);
  const read = createTokenReader({ issuer, audience, algorithms, clockToleranceSeconds, keys, now });
  const askLive =
    introspection === undefined ? null : createLiveCheck(introspection, { issuer, fetch, timeoutMilliseconds });
  const { maxAgeSeconds = 60, seenAtMost: most = 100_000, nonceSecret } = dpop;
  const nonces = nonceSecret === undefined ? null : createNonces(nonceSecret, now);
  const windowSeconds = maxAgeSeconds + clockToleranceSeconds + 1;
  const seen = dpop.seen ?? createSeenProofs({ most, windowSeconds, now });
  const proofRules = { seen, nonces, maxAgeSeconds, clockToleranceSeconds, now };

  /** A token that is bound to a key counts only with a proof, and a proof only with such a token. */
  async function checkPossession(
    request: CheckedRequest,
    { scheme, token, proof }: { scheme: string; token: string; proof: string | null },
    claims: JWTPayload,
  ): Promise<Objection | null> {
    const { cnf } = claims;
    const confirmation = isObject(cnf) ? cnf : null;
    if (cnf === undefined) {
      if (scheme === 'DPoP') return { error: 'invalid_token', reason: 'it is bound to no key' };
      return dpop.required === true ? { error: 'invalid_token', reason: 'it is not bound to a key' } : null;
    }
    const thumbprint = confirmation?.['jkt'];
    if (isObject(cnf) && typeof cnf['x5t#S256'] === 'string' && Object.keys(cnf).length === 1)
      return checkCertificate(request, scheme, cnf['x5t#S256']);
    if (typeof thumbprint !== 'string' || Object.keys(confirmation ?? {}).length !== 1) {
      return { error: 'invalid_token', reason: 'it is bound in a way that is not known here' };
    }
    if (scheme !== 'DPoP') return { error: 'invalid_token', reason: 'it is bound to a key and came without proof' };
    if (proof === null) return { error: 'invalid_dpop_proof', reason: 'there is no proof' };
    if (publicOrigin === null) return { error: 'invalid_token', reason: 'publicOrigin is not set' };
    const address = `${publicOrigin}${pathOf(request)}`;
    return checkProof(proofRules, proof, { token, thumbprint, method: request.method ?? '', address });
  }

  /** A token that is bound to a certificate counts only from whoever showed that in TLS, as its API says (RFC 8705). */
  function checkCertificate(request: CheckedRequest, scheme: string, thumbprint: string): Objection | null {
    const objection = (reason: string): Objection => ({ error: 'invalid_token', reason });
    if (dpop.required === true) return objection('it is bound to a certificate and not to a key');
    if (scheme === 'DPoP') return objection('it is bound to a certificate and came with a proof');
    const shown = request.certificateThumbprint ?? null;
    if (shown === null) return objection('it is bound to a certificate and none was handed over');
    return shown === thumbprint ? null : objection('it is bound to another certificate');
  }

  return {
    async verify(request, requirement = {}) {
      if (requirement.live === true && askLive === null) throw new TypeError('live needs introspection');
      const presented = readPresented(request);
      const nonce = nonces === null ? null : await nonces.current();
      const context = {
        isProofRequired: dpop.required === true,
        isProofAccepted: publicOrigin !== null,
        algorithms: proofAlgorithms,
        requirement,
        nonce,
        resourceMetadata: options.resourceMetadata ?? null,
      };
      if ('error' in presented) return refuse(presented, { ...context, scheme: null });
      const { scheme, token } = presented;
      const { claims, objection: signature } = await read(token);
      if (claims === null) return refuse(signature, { ...context, scheme });
      const accessToken = toAccessToken(claims);
      const objection =
        (await checkPossession(request, presented, claims)) ??
        checkRequirement(accessToken, requirement, now()) ??
        (requirement.live === true && askLive !== null ? await askLive(token, accessToken.subject) : null);
      if (objection !== null) return refuse(objection, { ...context, scheme });
      return { ok: true, token: accessToken, headers: nonce === null ? {} : { 'dpop-nonce': nonce } };
    },
  };
}

function checkRequirement(token: AccessToken, requirement: Requirement, now: number): Objection | null {
  const missing = scopesOf(requirement).filter((name) => !token.scopes.has(name));
  if (missing.length > 0) return { error: 'insufficient_scope', reason: `it lacks ${missing.join(' ')}` };
  const { acr, maxAgeSeconds } = requirement;
  const insufficient = (reason: string): Objection => ({ error: 'insufficient_user_authentication', reason });
  if (acr !== undefined && !acr.some((wanted) => reaches(token.acr, wanted)))
    return insufficient('its acr is not one of them');
  if (maxAgeSeconds === undefined) return null;
  if (token.authenticatedAt === null) return insufficient('it does not say when the person signed in');
  const age = (now - token.authenticatedAt.getTime()) / 1000;
  return age > maxAgeSeconds ? insufficient('the person signed in too long ago') : null;
}

// From the weakest to the strongest: more than was asked for is never too little, and asking again would change nothing.
const levels = ['urn:cardea:aal1', 'urn:cardea:aal2', 'phr', 'phrh'];

function reaches(acr: string | null, wanted: string): boolean {
  if (acr === null) return false;
  return acr === wanted || (levels.includes(wanted) && levels.indexOf(acr) > levels.indexOf(wanted));
}

function publicOriginOf({ publicOrigin, audience }: VerifierOptions): string | null {
  const given = publicOrigin ?? audience;
  const url = URL.canParse(given) ? new URL(given) : null;
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (publicOrigin !== undefined && !isWeb)
    throw new TypeError('publicOrigin is an origin such as https://api.example.com');
  return isWeb ? url.origin : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
