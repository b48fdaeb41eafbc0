/** The scopes of OpenID Connect that a tenant offers; an application may be registered for fewer. */
import type { Application } from '../../rooms/applications/index.ts';
import type { TokenStanding } from '../../rooms/sessions/index.ts';
import type { ProfileSchema } from '../../rooms/tenants/index.ts';

const everywhere: readonly string[] = ['openid', 'offline_access', 'profile', 'email'];

/** What opens a customer's own account to an interface of ours (`/api/account`). Nobody else's application gets them. */
export const accountScopes: readonly string[] = ['account:read', 'account:write'];

/** Those that every tenant offers, and those that its profile schema hands attributes out by. */
export function openidScopes({ attributes }: ProfileSchema): readonly string[] {
  return [...new Set([...everywhere, ...accountScopes, ...attributes.flatMap(({ scope }) => scope ?? [])])];
}

/** The token as far as its application is registered for what it holds. */
export function asRegistered(application: Application, token: TokenStanding): TokenStanding {
  const { scopes, resourceScopes } = token.grant;
  const entries = Object.entries(resourceScopes).map(([resource, text]) => [resource, registeredOf(application, text)]);
  return {
    ...token,
    scopes: registeredOf(application, token.scopes),
    grant: { scopes: registeredOf(application, scopes), resourceScopes: Object.fromEntries(entries) },
  };
}

/** Of these scopes, those that the application is registered for by now: what it lost is in none of its tokens. */
export function registeredOf({ metadata }: Application, scopes: string): string {
  const registered = new Set(['openid', ...metadata.scope.split(' ')]);
  return scopes
    .split(' ')
    .filter((scope) => registered.has(scope))
    .join(' ');
}
