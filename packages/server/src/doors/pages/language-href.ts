/** The same page in another language, from whatever the page answered. */
import type { FastifyRequest } from 'fastify';

// Where a page is shown that answered a form sent elsewhere.
const shownAt: Readonly<Record<string, string>> = {
  '/verify/resend': '/verify',
  '/sign-in/passkey': '/sign-in',
  '/account/factors/passkey/offer/skip': '/account/factors/passkey/offer',
  '/account/password/leaked/later': '/account/password/leaked',
  '/account/factors/passkey/rename': '/account/factors/passkey',
  '/account/factors/passkey/remove': '/account/factors/passkey',
  '/sign-up/passkey/password': '/sign-up/passkey',
  '/sign-up/passkey/without': '/sign-up/passkey',
  '/sign-in/enrol/send': '/sign-in/enrol',
  '/recover/resend': '/recover/verify',
  '/sign-in/code/request': '/sign-in',
  '/sign-in/code/resend': '/sign-in/code',
  '/sign-in/second/send': '/sign-in/second',
  '/account/confirm/send': '/account/confirm',
  '/sign-out': '/account',
  '/account/sessions/end': '/account/sessions',
  '/account/sessions/end-others': '/account/sessions',
  '/account/sign-out-everywhere': '/account/sessions',
  '/setup/accept': '/setup',
  '/account/sign-in/email/resend': '/account/sign-in/email/verify',
  '/account/sign-in/phone/resend': '/account/sign-in/phone/verify',
  '/account/sign-in/phone/remove': '/account/sign-in/phone',
  '/account/sign-in/username/remove': '/account/sign-in/username',
  '/account/applications/remove': '/account/applications',
  '/account/factors/authenticator/rename': '/account/factors/authenticator',
  '/account/factors/authenticator/remove': '/account/factors/authenticator',
  '/account/factors/phone/send': '/account/factors/phone',
  '/account/factors/phone/remove': '/account/factors/phone',
  '/account/devices/rename': '/account/devices',
  '/account/devices/remove': '/account/devices',
  '/account/devices/remove-others': '/account/devices',
  '/account/factors/devices/end': '/account/factors/devices',
  '/account/factors/devices/end-all': '/account/factors/devices',
  '/account/factors/recovery-codes/download': '/account/factors/recovery-codes',
  '/account/factors/keep': '/account/factors',
  '/sign-in/lost-factor/resend': '/sign-in/lost-factor/verify',
  '/profile-question/skip': '/profile-question',
};

// Pages behind mailed links: their token came in the address and belongs there.
const linkPaths: ReadonlySet<string> = new Set([
  '/verify/link',
  '/invitation',
  '/recover/link',
  '/sign-in/link',
  '/secure-account',
  '/stop-lost-factor',
  '/keep-account',
  '/undo-email-change',
]);

/** The page that holds the form which is sent to this path. */
export function shownAtOf(path: string): string {
  return shownAt[path] ?? path;
}

/**
 * The same page in another language. A page that answered a form is addressed where the form is shown. An address that
 * a browser would read as another site's, such as `/.//host`, is never repeated in a link.
 */
export function languageHref(request: FastifyRequest, tag: string): string {
  const { origin } = request.tenant;
  const asked = URL.parse(request.url, origin);
  const isOurs = asked !== null && asked.origin === origin && !asked.pathname.startsWith('//');
  const url = isOurs ? asked : new URL('/sign-in', origin);
  const { flow, token } = (request.body ?? {}) as { flow?: unknown; token?: unknown };
  if (typeof flow === 'string') url.searchParams.set('flow', flow);
  // Of the tokens in forms only this one came in an address; the others belong in none.
  if (typeof token === 'string' && linkPaths.has(url.pathname)) url.searchParams.set('token', token);
  url.searchParams.set('ui_locales', tag);
  return `${shownAtOf(url.pathname)}${url.search}`;
}
