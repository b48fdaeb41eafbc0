/**
 * Who is at the console, held in memory and nowhere else. The token is renewed shortly before it ends, and when a request
 * is refused for it; where that cannot be, everybody who listens is told that the session is over.
 */
import { type Answer, askSilently, leaveToSignOut, type Tokens } from './authorization.ts';

export type Standing = 'unknown' | 'signed-in' | 'expired';

const marginMilliseconds = 60_000;

let tokens: Tokens | undefined;
let standing: Standing = 'unknown';
let renewal: Promise<Answer> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function stand(next: Standing): void {
  if (standing === next) return;
  standing = next;
  for (const listen of listeners) listen();
}

/** For React: tells when somebody signs in or the session ends. */
export const subscribe = (listen: () => void): (() => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};
export const standingNow = (): Standing => standing;

/** Takes tokens that were just given out, and renews them in time. */
export function take(given: Tokens): void {
  tokens = given;
  stand('signed-in');
  clearTimeout(timer);
  timer = setTimeout(() => void renew(), Math.max(5_000, given.expiresAt - Date.now() - marginMilliseconds));
}

/** Asks for fresh tokens; several callers at once ask once. A network that is away ends nothing. */
export function renew(): Promise<Answer> {
  renewal ??= askSilently()
    .then((answer) => {
      if ('tokens' in answer) take(answer.tokens);
      else if (standing === 'signed-in') stand('expired');
      return answer;
    })
    .finally(() => {
      renewal = undefined;
    });
  return renewal;
}

/** The token for the next request. */
export async function accessToken(): Promise<string | undefined> {
  if (tokens !== undefined && tokens.expiresAt - Date.now() < 5_000) await renew();
  return tokens?.accessToken;
}

export function signOut(): void {
  leaveToSignOut(tokens?.idToken ?? '');
}
