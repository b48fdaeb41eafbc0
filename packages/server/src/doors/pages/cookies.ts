/**
 * The cookies of the hosted pages. Each holds a random secret and nothing else; what it means is in the database. The
 * one exception remembers the language somebody chose.
 * `__Host-` keeps subdomains from planting them; the prefix needs https, so plain names serve development (case 85).
 */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '../../foundation/ids/index.ts';

const day = 24 * 60 * 60;

export type CookieName = 'browser' | 'device' | 'session' | 'setup';

/**
 * `browser` binds journeys, `device` recognises a returning browser, `session` is the sign-in, `setup` holds a link to
 * administer while its owner signs in.
 */
const lifetimeSeconds = { browser: 7 * day, device: 400 * day } as const;
const setUpSeconds = 60 * 60;
const localeCookie = 'cardea_locale';

export type Cookies = ReturnType<typeof createCookies>;

/** The cookies for an installation whose public address is `publicUrl`. */
export function createCookies(publicUrl: URL) {
  const isSecure = publicUrl.protocol === 'https:';
  const nameOf = (cookie: CookieName) => `${isSecure ? '__Host-' : ''}cardea_${cookie}`;
  const options: CookieSerializeOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure };

  /** The secret a browser presents; anything that is not of our making counts as none (case 87). */
  const read = (request: FastifyRequest, cookie: CookieName): string | null => {
    const value = request.cookies[nameOf(cookie)];
    return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
  };

  const set = (reply: FastifyReply, cookie: CookieName, secret: string, maxAge: number | null) => {
    reply.setCookie(nameOf(cookie), secret, maxAge === null ? options : { ...options, maxAge });
  };

  return {
    isSecure,
    nameOf,
    read,
    /** The browser's secret under this name, made now when it has none. */
    ensure(request: FastifyRequest, reply: FastifyReply, cookie: 'browser' | 'device'): string {
      const secret = read(request, cookie) ?? newSecret();
      set(reply, cookie, secret, lifetimeSeconds[cookie]);
      return secret;
    },
    /** The language chosen earlier in this browser; a wish like any other, to be negotiated. */
    readLocale: (request: FastifyRequest): string | undefined => request.cookies[localeCookie]?.slice(0, 40),
    rememberLocale(reply: FastifyReply, locale: string): void {
      reply.setCookie(localeCookie, locale, { ...options, maxAge: lifetimeSeconds.device });
    },
    /** Without a life of its own the cookie ends with the browser. How long the session lives, its row decides. */
    setSession: (reply: FastifyReply, secret: string, maxAge: number | null) => set(reply, 'session', secret, maxAge),
    clearSession: (reply: FastifyReply) => reply.clearCookie(nameOf('session'), options),
    /** Out of the address, so that no history, log or referrer holds it. */
    keepSetUp: (reply: FastifyReply, token: string) => set(reply, 'setup', token, setUpSeconds),
    clearSetUp: (reply: FastifyReply) => reply.clearCookie(nameOf('setup'), options),
  };
}
