/**
 * Logout tokens (OpenID Connect Back-Channel Logout 1.0): Cardea calls the application when a session has ended,
 * however it ended. Anybody can call, so only a token that Cardea signed for this application counts, and only once.
 */
import { type JWTVerifyGetKey, jwtVerify } from 'jose';

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

export type EndedSession = { readonly sid: string | null; readonly sub: string | null };

/** Returns a reader of logout tokens; it throws for whatever is not one. */
export function createLogoutTokenReader(expected: {
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: JWTVerifyGetKey;
}): (token: string) => Promise<EndedSession> {
  // Token id → when it would be refused for its age anyway.
  const used = new Map<string, number>();

  return async (token) => {
    const { payload } = await jwtVerify(token, expected.keys, {
      issuer: expected.issuer,
      audience: expected.clientId,
      // An identity token is signed by the same key for the same audience: the type tells them apart.
      typ: 'logout+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
    });
    const { jti = '', exp = 0, sub = null, sid = null, events } = payload;
    if ('nonce' in payload) throw new Error('a logout token has no nonce');
    if (!isObject(events) || !isObject(events[logoutEvent])) throw new Error('this token is not about a logout');
    if (sid !== null && typeof sid !== 'string') throw new Error('the session has no proper name');
    if (sid === null && sub === null) throw new Error('the token names neither a session nor a person');

    const now = Date.now() / 1000;
    for (const [id, until] of used) if (until < now) used.delete(id);
    if (used.has(jti)) throw new Error('this token has been used');
    used.set(jti, exp + 60);
    return { sid, sub };
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
