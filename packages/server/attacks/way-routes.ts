/** The addresses around the ways in. A new one fails the matrix until it is a way of its own or is named here. */

/** What begins, sends or asks something: none of it ends in a session. */
export const begins: readonly string[] = [
  '/api/flows',
  '/account/confirm/options',
  '/account/confirm/send',
  '/api/flows/:flow_id/address',
  '/api/flows/:flow_id/answer',
  '/api/flows/:flow_id/connection',
  '/api/flows/:flow_id/details',
  '/api/flows/:flow_id/enrol-factor-options',
  '/api/flows/:flow_id/lost-factor',
  '/api/flows/:flow_id/passkey-options',
  '/api/flows/:flow_id/request-code',
  '/api/flows/:flow_id/resend',
  '/api/flows/:flow_id/second-factor-options',
  '/api/flows/:flow_id/skip',
  '/recover',
  '/recover/link',
  '/recover/resend',
  '/recover/verify',
  '/sign-in/code/request',
  '/sign-in/code/resend',
  '/sign-in/enrol/options',
  '/sign-in/enrol/send',
  '/sign-in/lost-factor',
  '/sign-in/lost-factor/resend',
  '/sign-in/passkey/options',
  '/sign-in/second/options',
  '/sign-in/second/send',
  // A provider tells of an end.
  '/sign-in/with/:connection/logout',
  '/sign-up',
  '/sign-up/passkey/options',
  '/verify/resend',
];

/** Another door to the use case of a way that has a row: the same code decides. */
export const sameUseCase: readonly string[] = [
  // Sign-up of whoever administers first, and the word of who is signed in already.
  '/setup',
  '/setup/accept',
  // The end of a sign-in without the factors that were lost.
  '/sign-in/lost-factor/verify',
  '/api/flows/:flow_id/accept-invitation',
  '/api/flows/:flow_id/code',
  '/api/flows/:flow_id/come-back',
  '/api/flows/:flow_id/connection-return',
  '/api/flows/:flow_id/enrol-factor',
  '/api/flows/:flow_id/keep',
  '/api/flows/:flow_id/new-password',
  '/api/flows/:flow_id/passkey',
  '/api/flows/:flow_id/prove-lost-factor',
  '/api/flows/:flow_id/second-factor',
  '/api/flows/:flow_id/sign-up-with',
  '/api/flows/:flow_id/verify',
  '/api/flows/:flow_id/verify-link',
  '/api/flows/:flow_id/without-credential',
];
