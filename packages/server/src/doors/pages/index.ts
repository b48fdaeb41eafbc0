/**
 * The pages door: hosted pages in plain HTML that work without JavaScript. Each route parses, calls one use case and
 * draws; no rule of business lives here.
 */
import type { FastifyInstance } from 'fastify';
import type { Outbox } from '../../rooms/messaging/index.ts';
import { type PageDependencies, rememberLocale } from './page.ts';
import { accountRoutes } from './routes/account.ts';
import { accountActivityRoutes } from './routes/account-activity.ts';
import { accountApplicationRoutes } from './routes/account-applications.ts';
import { accountAuthenticatorRoutes } from './routes/account-authenticator.ts';
import { accountCallerCheckRoutes } from './routes/account-caller-check.ts';
import { accountCloseRoutes } from './routes/account-close.ts';
import { accountFactorRoutes } from './routes/account-factors.ts';
import { accountIdentifierRoutes } from './routes/account-identifier.ts';
import { accountIdentifierCodeRoutes } from './routes/account-identifier-code.ts';
import { accountPasskeyRoutes } from './routes/account-passkeys.ts';
import { accountPasswordRoutes } from './routes/account-password.ts';
import { accountPhoneFactorRoutes } from './routes/account-phone-factor.ts';
import { accountProfileRoutes } from './routes/account-profile.ts';
import { accountRecoveryCodeRoutes } from './routes/account-recovery-codes.ts';
import { accountRememberedDeviceRoutes } from './routes/account-remembered-devices.ts';
import { accountSessionRoutes } from './routes/account-sessions.ts';
import { accountSignInRoutes } from './routes/account-sign-in.ts';
import { assetRoutes } from './routes/assets.ts';
import { brandRoutes } from './routes/brand.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { consentRoutes } from './routes/consent.ts';
import { enrolRoutes } from './routes/enrol.ts';
import { invitationRoutes } from './routes/invitation.ts';
import { keepAccountRoutes } from './routes/keep-account.ts';
import { lostFactorRoutes } from './routes/lost-factor.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { passkeyAddressRoutes } from './routes/passkey-addresses.ts';
import { passkeyOfferRoutes } from './routes/passkey-offer.ts';
import { passkeyOptionRoutes } from './routes/passkey-options.ts';
import { passkeySignInRoutes } from './routes/passkey-sign-in.ts';
import { profileQuestionRoutes } from './routes/profile-question.ts';
import { recoverRoutes } from './routes/recover.ts';
import { recoverLinkRoutes } from './routes/recover-link.ts';
import { recoverPasswordRoutes } from './routes/recover-password.ts';
import { secondRoutes } from './routes/second.ts';
import { secureAccountRoutes } from './routes/secure-account.ts';
import { securityContactRoutes } from './routes/security-contact.ts';
import { setupRoutes } from './routes/setup.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { signInCodeRoutes } from './routes/sign-in-code.ts';
import { signInLinkRoutes } from './routes/sign-in-link.ts';
import { signOutRoutes } from './routes/sign-out.ts';
import { signUpRoutes } from './routes/sign-up.ts';
import { signUpPasskeyRoutes } from './routes/sign-up-passkey.ts';
import { stopLostFactorRoutes } from './routes/stop-lost-factor.ts';
import { undoEmailChangeRoutes } from './routes/undo-email-change.ts';
import { verifyRoutes } from './routes/verify.ts';
import { verifyLinkRoutes } from './routes/verify-link.ts';

export { createCookies } from './cookies.ts';
export { localeOf, type PageDependencies } from './page.ts';
export { drawPreview, tryPages } from './preview.ts';
export { pseudoLocale } from './pseudo-locale.ts';
export { createRenderer } from './render.ts';
export { answerRefusal, renderRefusal } from './render-refusal.ts';
export { createThemes } from './themes.ts';

/** Registers the pages. `outbox` exists in development only, and its routes with it. */
export function registerPages(app: FastifyInstance, deps: PageDependencies, outbox: Outbox | null): void {
  app.addHook('preHandler', async (request, reply) => {
    // The JSON door neither reads nor sets cookies.
    if (!request.url.startsWith('/api/')) rememberLocale(deps, request, reply);
  });
  assetRoutes(app, deps);
  brandRoutes(app, deps);
  signUpRoutes(app, deps);
  invitationRoutes(app, deps);
  verifyRoutes(app, deps);
  verifyLinkRoutes(app, deps);
  signInRoutes(app, deps);
  signInCodeRoutes(app, deps);
  signInLinkRoutes(app, deps);
  secondRoutes(app, deps);
  enrolRoutes(app, deps);
  passkeySignInRoutes(app, deps);
  passkeyOptionRoutes(app, deps);
  passkeyOfferRoutes(app, deps);
  passkeyAddressRoutes(app, deps);
  signUpPasskeyRoutes(app, deps);
  accountRoutes(app, deps);
  accountPasskeyRoutes(app, deps);
  accountApplicationRoutes(app, deps);
  accountProfileRoutes(app, deps);
  accountSessionRoutes(app, deps);
  accountAuthenticatorRoutes(app, deps);
  accountPhoneFactorRoutes(app, deps);
  accountRecoveryCodeRoutes(app, deps);
  accountRememberedDeviceRoutes(app, deps);
  accountCallerCheckRoutes(app, deps);
  lostFactorRoutes(app, deps);
  stopLostFactorRoutes(app, deps);
  accountActivityRoutes(app, deps);
  accountSignInRoutes(app, deps);
  accountFactorRoutes(app, deps);
  accountIdentifierRoutes(app, deps);
  accountIdentifierCodeRoutes(app, deps);
  undoEmailChangeRoutes(app, deps);
  profileQuestionRoutes(app, deps);
  accountPasswordRoutes(app, deps);
  accountCloseRoutes(app, deps);
  confirmRoutes(app, deps);
  recoverRoutes(app, deps);
  recoverLinkRoutes(app, deps);
  recoverPasswordRoutes(app, deps);
  keepAccountRoutes(app, deps);
  secureAccountRoutes(app, deps);
  securityContactRoutes(app, deps);
  consentRoutes(app, deps);
  signOutRoutes(app, deps);
  setupRoutes(app, deps);
  if (outbox !== null) outboxRoutes(app, deps, outbox);
}
