/**
 * The cookies of the hosted pages. Each holds a random secret and nothing else; what it means is in the database. Two
 * exceptions: one remembers the language somebody chose, and beside the secret of a browser that has signed in stands our
 * stamp, which says so and no more.
 * `__Host-` keeps subdomains from planting them; the prefix needs https, so plain names serve development (case 85).
 */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '../../foundation/ids/index.ts';
import { secretIn } from '../../rooms/protection/index.ts';

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
    if (cookie === 'device') return secretIn(value);
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
    ensure(request: FastifyRequest, reply: FastifyReply, cookie: 'browser'): string {
      const secret = read(request, cookie) ?? newSecret();
      set(reply, cookie, secret, lifetimeSeconds[cookie]);
      return secret;
    },
    /** The secret by which this browser is recognised; one that has none is given it when it has signed in. */
    deviceOf: (request: FastifyRequest): string => read(request, 'device') ?? newSecret(),
    /** What it presents as a whole, for the stamp in it. */
    presentedDevice: (request: FastifyRequest): string | undefined => request.cookies[nameOf('device')],
    /** After a sign-in: the secret, with the stamp that says so. */
    setDevice: (reply: FastifyReply, secret: string, stamp: string): void =>
      set(reply, 'device', `${secret}.${stamp}`, lifetimeSeconds.device),
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
