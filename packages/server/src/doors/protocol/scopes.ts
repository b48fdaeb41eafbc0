/** The scopes of OpenID Connect that every tenant offers; an application may be registered for fewer. */
export const openidScopes: readonly string[] = ['openid', 'offline_access', 'profile', 'email'];
