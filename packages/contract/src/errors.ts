/**
 * The one catalogue of refusals. A code is a promise to applications: it is never renamed or given another meaning.
 * `text` is what a person may read; the private cause stays in the log beside the reference number.
 * `docs/errors.md` is generated from this table.
 */
export type ErrorDefinition = {
  readonly status: number;
  readonly text: string;
};

export const errorCatalogue = {
  'request.invalid': { status: 400, text: 'The request is not in the form this address expects.' },
  'request.too_large': { status: 413, text: 'The request is larger than this address accepts.' },
  'request.media_type': { status: 415, text: 'This address does not accept that kind of content.' },
  'request.cross_site': { status: 403, text: 'The request came from another site and was refused.' },
  'request.unknown_host': { status: 421, text: 'This server does not answer for that host name.' },
  'request.not_found': { status: 404, text: 'There is nothing at this address.' },
  'request.precondition_required': { status: 428, text: 'Say which version this changes: send its ETag as If-Match.' },
  'request.precondition_failed': { status: 412, text: 'It was changed in the meantime. Please look again.' },
  'request.repeated_differently': { status: 422, text: 'This Idempotency-Key was used for another request.' },
  'request.in_progress': { status: 409, text: 'The same request is being answered at this moment.' },
  'request.method': { status: 405, text: 'This address does not accept that method.' },
  'request.headers_too_large': { status: 431, text: 'The headers of the request are too large.' },
  'request.timeout': { status: 408, text: 'The request took too long to arrive.' },
  'form.invalid': { status: 422, text: 'Something in the form needs your attention.' },
  'sign_in.refused': { status: 401, text: 'That e-mail address and password do not match.' },
  'sign_in.not_allowed': { status: 403, text: 'This account cannot be signed in at the moment.' },
  'sign_in.closing': { status: 403, text: 'This account is about to be closed.' },
  'registration.closed': { status: 403, text: 'Registration is closed at the moment.' },
  'registration.invitation_needed': { status: 403, text: 'Registration is by invitation only.' },
  'registration.address_taken': { status: 409, text: 'There is an account with this address already. Please sign in.' },
  'attempts.exhausted': { status: 429, text: 'Too many attempts. Please wait before you try again.' },
  'proof.refused': { status: 400, text: 'That code is wrong or no longer valid.' },
  'link.refused': { status: 410, text: 'That link is no longer valid.' },
  'flow.unknown': { status: 410, text: 'This step is no longer open. Please start again.' },
  'flow.other_browser': { status: 403, text: 'This step was started in another browser.' },
  'session.required': { status: 401, text: 'Please sign in first.' },
  'session.stale': { status: 401, text: 'Please confirm that it is you.' },
  'session.not_found': { status: 404, text: 'There is no such session.' },
  'token.required': { status: 401, text: 'This address needs an access token.' },
  'token.invalid': { status: 401, text: 'The access token is not valid, or no longer.' },
  'token.insufficient_scope': { status: 403, text: 'The access token does not allow this.' },
  'identifier.taken': { status: 409, text: 'Somebody else uses that already.' },
  'application.invalid': { status: 400, text: 'The application cannot be registered like this.' },
  'application.request_refused': { status: 400, text: 'The application asked for something that cannot be given.' },
  'application.not_allowed': { status: 403, text: 'This application may not use this address.' },
  'application.not_found': { status: 404, text: 'There is no such application.' },
  'profile.changed_meanwhile': { status: 409, text: 'The profile was changed in the meantime. Please look again.' },
  'profile_schema.invalid': { status: 400, text: 'The profile schema cannot be read like this.' },
  'profile_schema.refused': { status: 409, text: 'The change would make values unreadable that customers have given.' },
  'profile_schema.conflict': { status: 409, text: 'The profile schema was changed in the meantime.' },
  'profile_schema.not_found': { status: 404, text: 'There is no such version of the profile schema.' },
  'settings.invalid': { status: 400, text: 'Something in these settings cannot be used.' },
  'tenant.suspended': { status: 403, text: 'This service is paused at the moment.' },
  'server.busy': { status: 503, text: 'We are very busy at the moment. Please try again in a few seconds.' },
  'server.database_unavailable': { status: 503, text: 'We cannot reach our records at the moment. Please try again.' },
  'server.failed': { status: 500, text: 'Something went wrong on our side.' },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;
