/** Whose trouble an error is. What did not come at all, or came as 5xx, is the provider's; what came and is wrong is refused. */
import * as openid from 'openid-client';
import { UpstreamFailure } from './failure.ts';

const silence = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);
// RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6: nobody is at fault but whoever said no.
const declined = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'user_cancelled_authorize',
  'user_cancelled_login',
]);
const troubled = new Set(['server_error', 'temporarily_unavailable']);

export function explain(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error;
  if (error instanceof openid.AuthorizationResponseError) {
    if (declined.has(error.error)) return new UpstreamFailure('declined', error.error, undefined, true);
    return new UpstreamFailure(troubled.has(error.error) ? 'unavailable' : 'refused', error.error, error, true);
  }
  if (error instanceof openid.ResponseBodyError)
    return new UpstreamFailure(error.status >= 500 ? 'unavailable' : 'refused', error.error, error);
  if (error instanceof openid.ClientError) {
    const isSilent = silence.has(error.code ?? '') || isUnreachable(error.cause) || isServerError(error.cause);
    return new UpstreamFailure(isSilent ? 'unavailable' : 'refused', error.message, error);
  }
  return new UpstreamFailure(isUnreachable(error) ? 'unavailable' : 'refused', 'its answer could not be used', error);
}

/** What the guarded client says where nothing came. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('The address could not be reached');
}

function isServerError(cause: unknown): boolean {
  return cause instanceof Response && cause.status >= 500;
}
