/**
 * The pages door: hosted pages in plain HTML that work without JavaScript. Each route parses, calls one use case and
 * draws; no rule of business lives here.
 */
import type { FastifyInstance } from 'fastify';
import type { Outbox } from '../../rooms/messaging/index.ts';
import { type PageDependencies, rememberLocale } from './page.ts';
import { accountRoutes } from './routes/account.ts';
import { accountApplicationRoutes } from './routes/account-applications.ts';
import { assetRoutes } from './routes/assets.ts';
import { consentRoutes } from './routes/consent.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { signOutRoutes } from './routes/sign-out.ts';
import { signUpRoutes } from './routes/sign-up.ts';
import { verifyRoutes } from './routes/verify.ts';
import { verifyLinkRoutes } from './routes/verify-link.ts';

export { createCookies } from './cookies.ts';
export { localeOf, type PageDependencies } from './page.ts';
export { pseudoLocale } from './pseudo-locale.ts';
export { createRenderer } from './render.ts';
export { renderRefusal } from './render-refusal.ts';
export { createThemes } from './themes.ts';

/** Registers the pages. `outbox` exists in development only, and its routes with it. */
export function registerPages(app: FastifyInstance, deps: PageDependencies, outbox: Outbox | null): void {
  app.addHook('preHandler', async (request, reply) => rememberLocale(deps, request, reply));
  assetRoutes(app, deps);
  signUpRoutes(app, deps);
  verifyRoutes(app, deps);
  verifyLinkRoutes(app, deps);
  signInRoutes(app, deps);
  accountRoutes(app, deps);
  accountApplicationRoutes(app, deps);
  consentRoutes(app, deps);
  signOutRoutes(app, deps);
  if (outbox !== null) outboxRoutes(app, deps, outbox);
}
