/**
 * Wrong secrets of applications are counted, and too many are refused unlooked at, wherever an application proves
 * itself: token, introspection, revocation, pushed requests. Names that nobody has are treated the same, and so is
 * nobody (cases 117, 144).
 */
import type { Provider } from 'oidc-provider';
import { clientAddress } from '../listener/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { currentWork } from './unit-of-work.ts';

type GuessDependencies = Pick<ProtocolDependencies, 'applications' | 'protection'>;

/** Sets this up; call it before anything else uses the engine's chain, so that no transaction is held meanwhile. */
export function refuseGuesses(deps: GuessDependencies, provider: Provider): void {
  const attempts = deps.protection.clientAttempts;

  // Secrets are hashes, and two of them may count at once.
  provider.Client.prototype.compareClientSecret = async function compare(secret: string) {
    const attempt = attemptOf(this.clientId);
    if ((await attempts.refusal(attempt)) !== null) return false;
    const isRight = await deps.applications.checkSecret(attempt.tenantId, this.clientId, secret);
    if (isRight) await attempts.succeeded(attempt);
    return isRight;
  };

  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status === 400 && ctx.body?.error_description === 'no client authentication mechanism provided') {
      // RFC 6749, section 5.2, and RFC 7662, section 2.3: who does not say who they are is refused for that.
      ctx.status = 401;
      ctx.set('WWW-Authenticate', `Basic realm="${provider.issuer}"`);
      ctx.body = { error: 'invalid_client', error_description: 'client authentication failed' };
      return;
    }
    const claimed = ctx.status === 401 ? claimedBy(ctx.headers.authorization, ctx.oidc?.params) : null;
    if (claimed === null) return;
    const about = { isRegistered: ctx.oidc.client !== undefined, requestId: currentWork().request.id };
    const seconds = await attempts.failed(attemptOf(ctx.oidc.client?.clientId ?? claimed), about);
    if (seconds === null) return;
    ctx.status = 429;
    ctx.remove('WWW-Authenticate');
    ctx.set('Retry-After', String(seconds));
    ctx.body = {
      error: 'temporarily_unavailable',
      error_description: 'too many attempts, wait before the next one',
    };
  });
}

function attemptOf(applicationId: string) {
  const { tenant, request } = currentWork();
  return { tenantId: tenant.tenantId, applicationId, address: clientAddress(request) };
}

/** The application that a refused secret was shown for; null where no secret was shown. */
function claimedBy(authorization = '', parameters: Readonly<Record<string, unknown>> = {}): string | null {
  const { client_id: named, client_secret: secret } = parameters;
  if (secret !== undefined) return String(named).slice(0, 100);
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'basic') return null;
  const [name = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':', 1);
  try {
    // One name however it is written, or each spelling would have tries of its own.
    return decodeURIComponent(name.replaceAll('+', '%20')).slice(0, 100);
  } catch {
    return name.slice(0, 100);
  }
}
