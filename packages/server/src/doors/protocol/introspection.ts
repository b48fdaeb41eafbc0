/**
 * `/oauth/introspect` for signed tokens too. The engine authenticates who asks and shapes the answer, but refuses to look
 * at a signed token: it is shown a name for it, good for this one request, under which our records know it.
 */
import type { FastifyRequest } from 'fastify';
import { newSecret } from '../../foundation/ids/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { readSignedToken, type SignedToken } from './signed-token.ts';

type RawRequest = FastifyRequest['raw'];

const mostBytes = 56 * 1024;

export type Introspected = { readonly name: string; readonly token: SignedToken | null };

/** Reads the request; a signed token in it is replaced by its name. */
export async function prepareIntrospection(
  deps: ProtocolDependencies,
  request: FastifyRequest,
): Promise<{ readonly raw: RawRequest; readonly introspected: Introspected | null }> {
  const body = await readBody(request.raw);
  const form = new URLSearchParams(body.toString('utf8'));
  const token = form.get('token') ?? '';
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) || form.getAll('token').length > 1) {
    return { raw: withBody(request.raw, body), introspected: null };
  }
  const introspected = { name: newSecret(), token: await readSignedToken(deps, request.tenant, token) };
  form.set('token', introspected.name);
  return { raw: withBody(request.raw, Buffer.from(form.toString())), introspected };
}

async function readBody(raw: RawRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Longer than the engine would take: it is left to refuse what it is shown.
    if (size > mostBytes) return Buffer.alloc(mostBytes + 1);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The same request with this body, unread. */
function withBody(raw: RawRequest, body: Buffer): RawRequest {
  raw.headers['content-length'] = String(body.length);
  delete raw.headers['transfer-encoding'];
  return new Proxy(raw, {
    get(target, name) {
      if (name === 'readable') return true;
      if (name === 'readableEncoding') return null;
      if (name === 'iterator') return () => [body].values();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
