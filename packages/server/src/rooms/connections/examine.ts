/**
 * Whether a connection would work: its provider is asked what it is, by the guarded client, and what it answers is compared
 * with what was set. Nobody is signed in, and the secret is shown to nobody: whether it is right turns out at a sign-in.
 */
import type { HttpAnswer, HttpClient } from '../../foundation/http-client/index.ts';
import { examineAddress } from './addresses.ts';
import { type Connection, endpointsOf } from './connection.ts';
import { presetOf } from './presets/known.ts';
import type { JsonObject } from './presets/preset.ts';
import { objectIn } from './presets/read-claims.ts';

/** What was found, told to whoever set it up. Nothing that was received is repeated whole. */
export type Examined = {
  readonly check: 'configuration' | 'discovery' | 'keys' | 'addresses' | 'secret';
  readonly outcome: 'ok' | 'warning' | 'failed';
  /** In words, for people. */
  readonly text: string;
};

export type ExamineDependencies = {
  readonly development: boolean;
  /** The guarded way to an address; in a development installation also to one on this machine. */
  readonly httpFor: (url: string) => HttpClient;
};

export async function examineConnection(deps: ExamineDependencies, connection: Connection): Promise<Examined[]> {
  const findings: Examined[] = [];
  if (connection.state === 'disabled')
    findings.push({ check: 'configuration', outcome: 'warning', text: 'The connection is disabled: nobody sees it.' });
  const needsSecret = connection.settings.token_endpoint_auth_method !== 'none';
  if (needsSecret && !connection.hasSecret)
    findings.push({ check: 'secret', outcome: 'failed', text: 'There is no client secret.' });
  const endpoints = endpointsOf(connection);
  if (presetOf(connection.preset).kind === 'openid') findings.push(...(await examineIssuer(deps, connection)));
  else if (endpoints !== null)
    for (const address of Object.values(endpoints)) findings.push(await examineReach(deps, address));
  return findings;
}

async function examineIssuer(deps: ExamineDependencies, { preset, settings }: Connection): Promise<Examined[]> {
  const failed = (check: Examined['check'], text: string): Examined => ({ check, outcome: 'failed', text });
  const issuer = settings.issuer ?? '';
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const read = await readJson(deps, address);
  if (typeof read === 'string') return [failed('discovery', `${address}: ${read}`)];
  const findings: Examined[] = [];
  // Every directory of Microsoft is an issuer of its own; what is asked for them together names a place for it.
  const said = preset === 'microsoft' ? String(read['issuer']).replace('{tenantid}', tenantIn(issuer)) : read['issuer'];
  // OpenID Connect Discovery 1.0, section 4.3: the very same text, or somebody pretends to be somebody else (case 156).
  if (said !== issuer && !(preset === 'microsoft' && typeof said === 'string' && said.startsWith(microsoftOrigin)))
    return [
      failed('discovery', `The provider says that its issuer is another one than ${issuer}. Set exactly what it says.`),
    ];
  findings.push({ check: 'discovery', outcome: 'ok', text: 'The provider answers, and it is the one that was set.' });
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const endpoint = read[name];
    const isUsable = typeof endpoint === 'string' && examineAddress(endpoint, { ...deps, mayHaveQuery: true }) === null;
    if (!isUsable) findings.push(failed('addresses', `Its ${name} is no address that can be used.`));
  }
  const challenges = read['code_challenge_methods_supported'];
  if (Array.isArray(challenges) && !challenges.includes('S256'))
    findings.push({ check: 'discovery', outcome: 'warning', text: 'It does not say that it knows PKCE with S256.' });
  const scopes = read['scopes_supported'];
  const unknown = Array.isArray(scopes) ? settings.scope.split(' ').filter((scope) => !scopes.includes(scope)) : [];
  if (unknown.length > 0)
    findings.push({
      check: 'discovery',
      outcome: 'warning',
      text: `It does not name the scope ${unknown.join(', ')}.`,
    });
  if (typeof read['jwks_uri'] === 'string') findings.push(await examineKeys(deps, read['jwks_uri']));
  return findings;
}

const microsoftOrigin = 'https://login.microsoftonline.com/';
const tenantIn = (issuer: string) => issuer.split('/')[3] ?? '';

async function examineKeys(deps: ExamineDependencies, address: string): Promise<Examined> {
  const read = await readJson(deps, address);
  if (typeof read === 'string') return { check: 'keys', outcome: 'failed', text: `Its keys: ${read}` };
  const keys = (Array.isArray(read['keys']) ? read['keys'] : []).map(objectIn);
  const usable = keys.filter((key) => key?.['kty'] === 'RSA' || key?.['kty'] === 'EC' || key?.['kty'] === 'OKP');
  return usable.length === 0
    ? { check: 'keys', outcome: 'failed', text: 'It publishes no key that could have signed an ID token.' }
    : { check: 'keys', outcome: 'ok', text: `Its keys can be read: ${usable.length}.` };
}

/** Whether there is somebody. What they say to a bare request says nothing. */
async function examineReach(deps: ExamineDependencies, address: string): Promise<Examined> {
  const { host } = new URL(address);
  const answer = await deps.httpFor(address).send({ url: address });
  if (answer.outcome === 'failed')
    return { check: 'addresses', outcome: 'failed', text: `${host}: ${explain(answer)}` };
  return answer.status >= 500 || answer.status === 404
    ? { check: 'addresses', outcome: 'warning', text: `${host} answered ${answer.status}.` }
    : { check: 'addresses', outcome: 'ok', text: `${host} answers.` };
}

async function readJson(deps: ExamineDependencies, address: string): Promise<JsonObject | string> {
  const answer = await deps.httpFor(address).send({ url: address, headers: { accept: 'application/json' } });
  if (answer.outcome === 'failed') return explain(answer);
  // Never followed: whoever could redirect discovery could be the provider (case 156).
  if (answer.status >= 300 && answer.status < 400) return 'The answer is a redirect, which is not followed.';
  if (answer.status !== 200) return `The answer was ${answer.status} instead of 200.`;
  try {
    return objectIn(JSON.parse(answer.body.toString('utf8'))) ?? 'The answer is not a JSON object.';
  } catch {
    return 'The answer is not JSON.';
  }
}

function explain({ reason }: Extract<HttpAnswer, { outcome: 'failed' }>): string {
  return {
    address_refused: 'This address is not one that is connected to: it is not public, or not https on the usual port.',
    too_large: 'The answer is too large.',
    timeout: 'There was no answer in time.',
    unreachable: 'There is no connection to it.',
  }[reason];
}
