/** Everything a page can do, an interface of an application's own can do: each form has its counterpart, or a reason. */
import { expect, it } from 'vitest';
import { startTestHouse } from '../../../test/house.ts';
import { routesOf } from '../../../test/routes-of.ts';

/** Form → the call that does the same. */
const counterparts: Readonly<Record<string, string>> = {
  '/sign-in': 'POST /api/flows/:flow_id/password',
  '/sign-in/passkey': 'POST /api/flows/:flow_id/passkey',
  '/sign-in/passkey/options': 'POST /api/flows/:flow_id/passkey-options',
  '/sign-up/passkey': 'POST /api/flows/:flow_id/passkey',
  '/sign-up/passkey/options': 'POST /api/flows/:flow_id/passkey-options',
  '/sign-up/passkey/password': 'POST /api/flows/:flow_id/new-password',
  '/account/factors/passkey': 'POST /api/account/factors/passkeys',
  '/account/factors/passkey/offer': 'POST /api/account/factors/passkeys',
  '/account/factors/passkey/options': 'POST /api/account/factors/passkeys/options',
  '/account/factors/passkey/rename': 'PATCH /api/account/factors/passkeys/:credential_id',
  '/account/factors/passkey/remove': 'DELETE /api/account/factors/passkeys/:credential_id',
  '/sign-in/code': 'POST /api/flows/:flow_id/verify',
  '/sign-in/code/request': 'POST /api/flows/:flow_id/request-code',
  '/sign-in/code/resend': 'POST /api/flows/:flow_id/resend',
  '/sign-in/link': 'POST /api/flows/:flow_id/verify-link',
  '/sign-in/second': 'POST /api/flows/:flow_id/second-factor',
  '/sign-in/second/options': 'POST /api/flows/:flow_id/second-factor-options',
  '/sign-in/second/send': 'POST /api/flows/:flow_id/second-factor-options',
  '/sign-in/enrol': 'POST /api/flows/:flow_id/enrol-factor',
  '/sign-in/enrol/send': 'POST /api/flows/:flow_id/enrol-factor-options',
  '/sign-up/passkey/without': 'POST /api/flows/:flow_id/without-credential',
  '/sign-in/enrol/options': 'POST /api/flows/:flow_id/enrol-factor-options',
  '/account/confirm/options': 'POST /api/account/confirm/options',
  '/account/confirm/send': 'POST /api/account/confirm/options',
  '/sign-in/keep': 'POST /api/flows/:flow_id/keep',
  '/sign-up': 'POST /api/flows/:flow_id/details',
  '/sign-up/with': 'POST /api/flows/:flow_id/sign-up-with',
  '/sign-in/with/:connection/callback': 'POST /api/flows/:flow_id/connection-return',
  '/invitation': 'POST /api/flows/:flow_id/accept-invitation',
  '/verify': 'POST /api/flows/:flow_id/verify',
  '/verify/resend': 'POST /api/flows/:flow_id/resend',
  '/verify/link': 'POST /api/flows/:flow_id/verify-link',
  '/recover': 'POST /api/flows/:flow_id/address',
  '/recover/verify': 'POST /api/flows/:flow_id/verify',
  '/recover/resend': 'POST /api/flows/:flow_id/resend',
  '/recover/link': 'POST /api/flows/:flow_id/verify-link',
  '/recover/password': 'POST /api/flows/:flow_id/new-password',
  '/profile-question': 'POST /api/flows/:flow_id/answer',
  '/profile-question/skip': 'POST /api/flows/:flow_id/skip',
  '/keep-account': 'POST /api/account/links/keep',
  '/secure-account': 'POST /api/account/links/secure',
  '/account/secure': 'POST /api/account/secure',
  '/account/devices/rename': 'PATCH /api/account/known-devices/:device_id',
  '/account/devices/remove': 'DELETE /api/account/known-devices/:device_id',
  '/account/devices/remove-others': 'POST /api/account/known-devices/remove-others',
  '/undo-email-change': 'POST /api/account/links/undo-email-change',
  '/account/confirm': 'POST /api/account/confirm',
  '/account/profile': 'PATCH /api/account/profile',
  '/account/password': 'POST /api/account/password',
  '/account/password/leaked': 'POST /api/account/password',
  '/account/password/leaked/later': 'POST /api/account/password/leaked/later',
  '/account/close': 'POST /api/account/close',
  '/account/sign-in/email': 'POST /api/account/identifiers/email',
  '/account/sign-in/email/verify': 'POST /api/account/identifiers/email/verify',
  '/account/sign-in/email/resend': 'POST /api/account/identifiers/email/resend',
  '/account/sign-in/phone': 'POST /api/account/identifiers/phone',
  '/account/sign-in/phone/verify': 'POST /api/account/identifiers/phone/verify',
  '/account/sign-in/phone/resend': 'POST /api/account/identifiers/phone/resend',
  '/account/sign-in/phone/remove': 'DELETE /api/account/identifiers/phone',
  '/account/sign-in/username': 'PUT /api/account/identifiers/username',
  '/account/sign-in/username/remove': 'DELETE /api/account/identifiers/username',
  '/account/factors/authenticator/add': 'POST /api/account/factors/authenticators/confirm',
  '/account/factors/authenticator/rename': 'PATCH /api/account/factors/authenticators/:credential_id',
  '/account/factors/authenticator/remove': 'DELETE /api/account/factors/authenticators/:credential_id',
  '/account/factors/recovery-codes': 'POST /api/account/factors/recovery-codes',
  '/account/factors/devices/end': 'DELETE /api/account/factors/devices/:device_id',
  '/account/factors/devices/end-all': 'POST /api/account/factors/devices/end-all',
  '/account/factors/keep': 'POST /api/account/factors/keep',
  '/sign-in/lost-factor': 'POST /api/flows/:flow_id/lost-factor',
  '/sign-in/lost-factor/resend': 'POST /api/flows/:flow_id/lost-factor',
  '/sign-in/lost-factor/verify': 'POST /api/flows/:flow_id/prove-lost-factor',
  '/stop-lost-factor': 'POST /api/account/links/stop-lost-factor',
  '/account/factors/phone': 'POST /api/account/factors/phone',
  '/account/factors/phone/send': 'POST /api/account/factors/phone/send',
  '/account/factors/phone/remove': 'DELETE /api/account/factors/phone',
  '/account/sessions/end': 'DELETE /api/account/sessions/:session_id',
  '/account/sessions/end-others': 'POST /api/account/sessions/end-others',
  '/account/sign-out-everywhere': 'POST /api/account/sign-out-everywhere',
  '/device': 'POST /api/account/device-requests',
  '/device/confirm': 'POST /api/account/device-requests/:request_id/approve',
  '/account/connections/unlink': 'DELETE /api/account/identities/:identity_id',
  '/account/connections/confirm': 'POST /api/account/identities',
  '/account/applications/remove': 'DELETE /api/account/applications/:application_id',
  '/sign-out': 'POST /api/account/sign-out',
};

/** Pages that show the account → the call that answers the same. */
const reading: Readonly<Record<string, string>> = {
  '/account': 'GET /api/account',
  '/account/profile': 'GET /api/account/profile',
  '/account/confirm': 'GET /api/account/confirm',
  '/account/sign-in': 'GET /api/account/identifiers',
  '/account/factors/passkey': 'GET /api/account/factors/passkeys',
  '/account/factors/authenticator': 'GET /api/account/factors/authenticators',
  '/account/factors/recovery-codes': 'GET /api/account/factors/recovery-codes',
  '/account/factors/devices': 'GET /api/account/factors/devices',
  '/account/factors/phone': 'GET /api/account/factors/phone',
  '/account/sessions': 'GET /api/account/sessions',
  '/account/applications': 'GET /api/account/applications',
  '/account/connections': 'GET /api/account/identities',
  '/account/activity': 'GET /api/account/activity',
};

/** Forms that only our own pages may hold, and why. */
const onlyOnPages: Readonly<Record<string, string>> = {
  '/consent': 'leave for somebody else’s application is given where that application cannot draw the page',
  '/account/factors/recovery-codes/download':
    'a browser without a script saves what it shows; an application has it already',
  '/account/factors/passkey/offer/skip': 'an application suggests a passkey when it likes, and counts itself',
  '/sign-in/with/:connection/logout': 'a provider speaks here, and no person',
  '/setup': 'the first administrator begins on our own page, by a link that is shown to whoever runs Cardea',
  '/setup/accept': 'whoever administers is asked on our own page',
};

it('every form of the pages has a counterpart in the API, and none is promised that is not there', async () => {
  const house = await startTestHouse();
  try {
    const routes = routesOf(house.house.app.printRoutes({ commonPrefix: false }));
    const isPage = (path: string) => !/^\/(api|oauth|dev|health|webhooks)\b/.test(path);
    const forms = routes
      .filter(({ path, methods }) => isPage(path) && methods.includes('POST'))
      .map(({ path }) => path);
    expect(forms.length).toBeGreaterThan(30);
    expect(forms.filter((path) => !(path in counterparts) && !(path in onlyOnPages))).toEqual([]);
    expect(Object.keys(counterparts).filter((path) => !forms.includes(path))).toEqual([]);
    const calls = routes.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
    const promised = [...Object.values(counterparts), ...Object.values(reading)];
    expect(promised.filter((call) => !calls.includes(call))).toEqual([]);
    const shown = Object.keys(reading).filter((path) => !calls.includes(`GET ${path}`));
    expect(shown).toEqual([]);
  } finally {
    await house.stop();
  }
});
