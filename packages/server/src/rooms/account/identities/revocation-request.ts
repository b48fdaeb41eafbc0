/** The request by which a provider takes tokens back: RFC 7009 where it is spoken, else the provider's own. Pure. */
import type { HttpRequest } from '../../../foundation/http-client/index.ts';
import type { Connection } from '../../connections/index.ts';

export type Revocation = {
  readonly token: string;
  readonly hint: 'access_token' | 'refresh_token';
  readonly accessToken: string;
  readonly clientSecret: string | null;
  /** What its metadata announce; null without any. */
  readonly endpoint: string | null;
};

/** RFC 7009 at an address that no metadata announce. */
const known: { readonly [preset in Connection['preset']]?: string } = {
  discord: 'https://discord.com/api/oauth2/token/revoke', // discord.com/developers/docs/topics/oauth2
  x: 'https://api.x.com/2/oauth2/revoke', // docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
};

/** Null where the provider has no way to be told. */
export function revocationRequest(connection: Connection, revocation: Revocation): HttpRequest | null {
  const { preset, settings } = connection;
  const { client_id: clientId } = settings;
  const { token, hint, accessToken, clientSecret } = revocation;
  if (preset === 'github') return githubRequest(settings.userinfo_endpoint, clientId, { accessToken, clientSecret });
  if (preset === 'facebook') return facebookRequest(settings.userinfo_endpoint, accessToken);
  const url = revocation.endpoint ?? known[preset] ?? null;
  if (url === null) return null;
  const form = new URLSearchParams({ token, token_type_hint: hint });
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  if (settings.token_endpoint_auth_method === 'client_secret_basic')
    headers['authorization'] = basic(clientId, clientSecret);
  else {
    form.set('client_id', clientId);
    if (clientSecret !== null) form.set('client_secret', clientSecret);
  }
  return { url, method: 'POST', headers, body: form.toString() };
}

/** Ends the whole grant: docs.github.com/rest/apps/oauth-applications#delete-an-app-authorization */
function githubRequest(
  userinfo: string | undefined,
  clientId: string,
  { accessToken, clientSecret }: Pick<Revocation, 'accessToken' | 'clientSecret'>,
): HttpRequest | null {
  if (userinfo === undefined) return null;
  const root = userinfo.replace(/\/user$/, '');
  return {
    url: `${root}/applications/${encodeURIComponent(clientId)}/grant`,
    method: 'DELETE',
    headers: {
      authorization: basic(clientId, clientSecret),
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
      'user-agent': 'Cardea',
    },
    body: JSON.stringify({ access_token: accessToken }),
  };
}

/** Takes every permission back: developers.facebook.com/docs/facebook-login/guides/permissions/request-revoke */
function facebookRequest(userinfo: string | undefined, accessToken: string): HttpRequest | null {
  if (userinfo === undefined) return null;
  const url = new URL(`${userinfo.split('?')[0]}/permissions`);
  return { url: url.href, method: 'DELETE', headers: { authorization: `Bearer ${accessToken}` } };
}

/** Both halves are encoded first (RFC 6749 §2.3.1). */
function basic(clientId: string, clientSecret: string | null): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret ?? '')}`).toString('base64')}`;
}
