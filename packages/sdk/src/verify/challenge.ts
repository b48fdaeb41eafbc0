/** Refusals as RFC 6750, 9449 and 9470 have them: the status, and a `WWW-Authenticate` that says what would do. */
import type { Objection, Refusal, RefusalError, Requirement } from './verdict.ts';

const statuses: Readonly<Record<RefusalError, Refusal['status']>> = {
  token_required: 401,
  invalid_request: 400,
  invalid_token: 401,
  invalid_dpop_proof: 401,
  use_dpop_nonce: 401,
  insufficient_scope: 403,
  insufficient_user_authentication: 401,
  temporarily_unavailable: 503,
};

const descriptions: Readonly<Record<RefusalError, string>> = {
  token_required: 'This address needs an access token.',
  invalid_request: 'The access token was not sent in the form it needs.',
  invalid_token: 'The access token is not valid here, or no longer.',
  invalid_dpop_proof: 'The proof of possession is not valid.',
  use_dpop_nonce: 'Make the proof again with the nonce of this answer.',
  insufficient_scope: 'The access token does not allow this.',
  insufficient_user_authentication: 'The person needs to confirm who they are.',
  temporarily_unavailable: 'The access token cannot be checked at the moment.',
};

export type ChallengeContext = {
  /** The scheme that was used, or null when there was none. */
  readonly scheme: 'Bearer' | 'DPoP' | null;
  readonly isProofRequired: boolean;
  readonly isProofAccepted: boolean;
  readonly algorithms: readonly string[];
  readonly requirement: Requirement;
  /** The nonce that the next proof must have. */
  readonly nonce: string | null;
  /** Where the API says who gives tokens for it, or null. */
  readonly resourceMetadata: string | null;
};

/** The refusal as it is sent. */
export function refuse({ error, reason }: Objection, context: ChallengeContext): Refusal {
  const description = descriptions[error];
  const headers: Record<string, string> = context.nonce === null ? {} : { 'dpop-nonce': context.nonce };
  if (error === 'temporarily_unavailable') headers['retry-after'] = '5';
  else headers['www-authenticate'] = challenges(error, description, context);
  return { ok: false, status: statuses[error], error, description, headers, reason };
}

function challenges(error: RefusalError, description: string, context: ChallengeContext): string {
  const { resourceMetadata, requirement } = context;
  const where: [string, string][] = resourceMetadata === null ? [] : [['resource_metadata', resourceMetadata]];
  // What to ask for is said to whoever comes to ask: a first token is then enough.
  const scopes = scopesOf(requirement).join(' ');
  const wanted: [string, string][] = resourceMetadata === null || scopes === '' ? [] : [['scope', scopes]];
  const said = [...where, ...(error === 'token_required' ? wanted : detailsOf(error, description, requirement))];
  const isAboutProof = error === 'invalid_dpop_proof' || error === 'use_dpop_nonce';
  const usesProof = context.isProofRequired || context.scheme === 'DPoP' || isAboutProof;
  const dpop: [string, string][] = [['algs', context.algorithms.join(' ')]];
  const list = usesProof
    ? [...(context.isProofRequired ? [] : [challenge('Bearer', where)]), challenge('DPoP', [...said, ...dpop])]
    : [challenge('Bearer', said), ...(context.isProofAccepted ? [challenge('DPoP', dpop)] : [])];
  return list.join(', ');
}

function detailsOf(error: RefusalError, description: string, requirement: Requirement): [string, string][] {
  const details: [string, string][] = [
    ['error', error],
    ['error_description', description],
  ];
  if (error === 'insufficient_scope') details.push(['scope', scopesOf(requirement).join(' ')]);
  if (error === 'insufficient_user_authentication') {
    if (requirement.acr !== undefined) details.push(['acr_values', requirement.acr.join(' ')]);
    if (requirement.maxAgeSeconds !== undefined) details.push(['max_age', String(requirement.maxAgeSeconds)]);
  }
  return details;
}

function challenge(scheme: string, details: readonly (readonly [string, string])[]): string {
  const quoted = details.map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`);
  return quoted.length === 0 ? scheme : `${scheme} ${quoted.join(', ')}`;
}

/** The scopes of a requirement as a list. */
export function scopesOf({ scope = [] }: Requirement): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : scope;
}
