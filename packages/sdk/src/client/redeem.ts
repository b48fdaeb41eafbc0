/** The token endpoint for an application that keeps no secret: a code becomes tokens, a refresh token becomes newer ones. */
import type { Fetch } from './fetch.ts';

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  readonly scope: readonly string[];
  /** When the access token is over. */
  readonly expiresAt: Date;
};

/** Why no tokens were given; `invalid_grant` means that the sign-in is over and has to be begun again. */
export class TokenRefusal extends Error {
  readonly error: string;
  readonly status: number;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.name = 'TokenRefusal';
    this.error = error;
    this.status = status;
  }
}

/** Asks `/oauth/token`. */
export async function redeem(
  { issuer, fetch }: { readonly issuer: string; readonly fetch: Fetch },
  fields: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const answer = await fetch(`${issuer}/oauth/token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  });
  const given = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : null);
  const accessToken = text('access_token');
  if (!answer.ok || accessToken === null) {
    const error = text('error') ?? 'server_error';
    throw new TokenRefusal(answer.status, error, text('error_description') ?? error);
  }
  const seconds = typeof given['expires_in'] === 'number' ? given['expires_in'] : 0;
  return {
    accessToken,
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    scope: (text('scope') ?? '').split(' ').filter((name) => name !== ''),
    expiresAt: new Date(Date.now() + seconds * 1000),
  };
}
