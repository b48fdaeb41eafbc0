/**
 * Signing in as every application does it: authorization code with PKCE at the same origin. Tokens stay in memory; the
 * one thing kept beyond a page is the secret of a sign-in that is under way, and it is used once.
 */
import { permissionNames } from '@cardea/contract/permissions';
import { newSecret, sha256 } from './random.ts';

export type Tokens = {
  readonly accessToken: string;
  readonly idToken: string;
  /** Of the clock that `Date.now` reads. */
  readonly expiresAt: number;
};

/** Why nobody is signed in; `login_required` is the ordinary one, others are told as they are. */
export type Refusal = { readonly error: string; readonly description: string };
export type Answer = { readonly tokens: Tokens } | { readonly refusal: Refusal };

type Attempt = { readonly state: string; readonly verifier: string; readonly returnTo: string };

const clientId = 'console';
const callback = '/console/callback';
/** What comes back as `state` when a session was ended. */
export const farewell = 'signed-out';
const kept = 'cardea-console-attempt';

async function begin(returnTo: string, prompt?: 'none') {
  const attempt: Attempt = { state: newSecret(), verifier: newSecret(), returnTo };
  const address = new URL('/oauth/authorize', location.origin);
  address.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: location.origin + callback,
    scope: ['openid', 'profile', ...permissionNames].join(' '),
    resource: `${location.origin}/api`,
    state: attempt.state,
    code_challenge: await sha256(attempt.verifier),
    code_challenge_method: 'S256',
    ...(prompt === undefined ? {} : { prompt }),
  }).toString();
  return { attempt, address };
}

/** Whether this address is where the sign-in page sends people back to. */
export const isCallback = (address: URL): boolean => address.pathname === callback;

/**
 * Asks without a page: the answer is the address at which the redirects end. Whoever is signed in to the origin gets a
 * token; nobody else notices.
 */
export async function askSilently(): Promise<Answer> {
  const { attempt, address } = await begin('', 'none');
  const response = await fetch(address, { headers: { accept: 'text/html' } });
  const end = new URL(response.url);
  if (!isCallback(end)) return { refusal: { error: 'login_required', description: '' } };
  return redeem(end, attempt);
}

/** Leaves for the sign-in page; the person comes back to where they were. */
export async function leaveToSignIn(returnTo: string): Promise<void> {
  const { attempt, address } = await begin(returnTo);
  sessionStorage.setItem(kept, JSON.stringify(attempt));
  location.assign(address);
}

/** What the sign-in page answered, and where the person wanted to be. */
export async function comeBack(address: URL): Promise<Answer & { readonly returnTo: string }> {
  const stored = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  if (stored === null) return { refusal: { error: 'login_required', description: '' }, returnTo: '/console' };
  const attempt = JSON.parse(stored) as Attempt;
  return { ...(await redeem(address, attempt)), returnTo: attempt.returnTo };
}

async function redeem(end: URL, attempt: Attempt): Promise<Answer> {
  const code = end.searchParams.get('code');
  const error = end.searchParams.get('error');
  // An answer to a question that this page did not ask is thrown away.
  if (end.searchParams.get('state') !== attempt.state) return refused('state_mismatch');
  if (code === null) return refused(error ?? 'server_error', end.searchParams.get('error_description') ?? '');
  const response = await fetch('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: location.origin + callback,
      client_id: clientId,
      code_verifier: attempt.verifier,
      resource: `${location.origin}/api`,
    }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) return refused(String(answer['error']), String(answer['error_description'] ?? ''));
  return {
    tokens: {
      accessToken: String(answer['access_token']),
      idToken: String(answer['id_token'] ?? ''),
      expiresAt: Date.now() + Number(answer['expires_in'] ?? 300) * 1000,
    },
  };
}

const refused = (error: string, description = ''): Answer => ({ refusal: { error, description } });

/** Ends the session of this browser everywhere, and comes back to a page that says so. */
export function leaveToSignOut(idToken: string): void {
  const address = new URL('/oauth/logout', location.origin);
  address.search = new URLSearchParams({
    client_id: clientId,
    id_token_hint: idToken,
    post_logout_redirect_uri: `${location.origin}/console`,
    state: farewell,
  }).toString();
  location.assign(address);
}
