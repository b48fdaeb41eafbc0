/**
 * Discovery and keys are for everybody, and for a while: any origin may read them, caches may keep them, and who has
 * them asks again with their ETag. Keys are kept for far less than a fresh one waits before it signs, and never for
 * longer than a stolen one may still be believed (fault F15).
 */
import type { Provider } from 'oidc-provider';
import { hashSecret } from '../../foundation/ids/index.ts';

// The shortest wait that a tenant may set for a fresh key is an hour.
const maxAges: Readonly<Record<string, number>> = { jwks: 300, discovery: 3600 };

export function publishOpenly(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    const seconds = ctx.status === 200 ? maxAges[ctx.oidc?.route ?? ''] : undefined;
    if (seconds === undefined) return;
    const { type } = ctx;
    const text = JSON.stringify(ctx.body);
    ctx.body = text;
    ctx.type = type;
    ctx.set('Cache-Control', `public, max-age=${seconds}`);
    // The same for every origin, so that one copy serves all of them.
    ctx.set('Access-Control-Allow-Origin', '*');
    ctx.remove('Vary');
    ctx.etag = hashSecret(text).toString('base64url');
    if (ctx.fresh) ctx.status = 304;
  });
}
