/** The body of a request that somebody looks at before the engine does: read once, and handed on as if nobody had. */
import type { FastifyRequest } from 'fastify';

export type RawRequest = FastifyRequest['raw'];

const mostBytes = 56 * 1024;

/** Reads the body; one that breaks off counts as empty, and nobody is there any more to hear what that means. */
export function readBody(raw: RawRequest): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    raw.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      // Longer than the engine would take: it is left to refuse what it is shown.
      else resolve(Buffer.alloc(mostBytes + 1));
    });
    raw.on('end', () => resolve(Buffer.concat(chunks)));
    raw.on('error', () => resolve(Buffer.alloc(0)));
    raw.on('close', () => resolve(Buffer.alloc(0)));
  });
}

/** The same request with this body, unread. */
export function withBody(raw: RawRequest, body: Buffer): RawRequest {
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
