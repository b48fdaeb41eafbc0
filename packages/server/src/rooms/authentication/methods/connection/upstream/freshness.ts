/**
 * Applications that want a sign-in of now, or of lately (`prompt=login`, `max_age`): the provider is told, for whoever is
 * signed in there would come back without a word. What it says of the moment is held against what was wanted.
 */
import type { ConnectionPreset } from '@cardea/contract';
import { UpstreamFailure } from './failure.ts';

export type Freshness = {
  /** At most this old; 0: of now. */
  readonly maxAgeSeconds: number;
  /** When the customer left, in seconds since 1970. */
  readonly leftAt: number;
};

/** Clocks differ. */
const leewaySeconds = 60;

/** What the provider is asked, as far as its pages say that it can be. */
export function askingAnew(
  preset: ConnectionPreset,
  { maxAgeSeconds }: Pick<Freshness, 'maxAgeSeconds'>,
): Readonly<Record<string, string>> {
  const now = maxAgeSeconds === 0;
  switch (preset) {
    // OpenID Connect Core, section 3.1.2.1: with `max_age` the answer has to say when it was.
    case 'openid':
      return { ...(now ? { prompt: 'login' } : {}), max_age: String(maxAgeSeconds) };
    // learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
    case 'microsoft':
      return now ? { prompt: 'login' } : {};
    // developers.google.com/identity/openid-connect/openid-connect: no password is asked, but nobody passes unseen.
    case 'google':
      return now ? { prompt: 'select_account' } : {};
    // developers.facebook.com/docs/facebook-login/guides/advanced/re-authentication
    case 'facebook':
      return now ? { auth_type: 'reauthenticate' } : {};
    default:
      return {};
  }
}

/** Refuses a sign-in that the provider itself says is older; one of a provider that had to say and did not is none. */
export function demandAnew(
  preset: ConnectionPreset,
  { maxAgeSeconds, leftAt }: Freshness,
  idToken: Readonly<Record<string, unknown>> | null,
): void {
  const at = idToken?.['auth_time'];
  if (at === undefined && preset !== 'openid') return;
  if (typeof at !== 'number' || at < leftAt - maxAgeSeconds - leewaySeconds)
    throw new UpstreamFailure('refused', 'the sign-in there is older than the application wants');
}
