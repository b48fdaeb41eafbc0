/** Asks Cardea whether a token counts at this moment (RFC 7662). What cannot be asked does not count. */
import type { Fetch } from '../client/fetch.ts';
import type { Objection } from './verdict.ts';

export type Introspection = {
  /** An application of your own with a secret, whose first `--resource` is this API. */
  readonly clientId: string;
  readonly clientSecret: string;
};

export type AskLive = (token: string, subject: string) => Promise<Objection | null>;

export function createLiveCheck(
  { clientId, clientSecret }: Introspection,
  { issuer, fetch, timeoutMilliseconds }: { issuer: string; fetch: Fetch; timeoutMilliseconds: number },
): AskLive {
  const encode = (part: string) => new URLSearchParams({ '': part }).toString().slice(1);
  const authorization = `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`;
  return async (token, subject) => {
    try {
      const answer = await fetch(`${issuer}/oauth/introspect`, {
        method: 'POST',
        headers: { accept: 'application/json', authorization, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token, token_type_hint: 'access_token' }).toString(),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      if (answer.status !== 200) {
        return { error: 'temporarily_unavailable', reason: `introspection answered ${answer.status}` };
      }
      const { active, sub } = (await answer.json()) as { readonly active?: unknown; readonly sub?: unknown };
      const counts = active === true && (sub === undefined || sub === subject);
      return counts ? null : { error: 'invalid_token', reason: 'it does not count any more' };
    } catch (error) {
      return { error: 'temporarily_unavailable', reason: `introspection failed: ${String(error)}` };
    }
  };
}
