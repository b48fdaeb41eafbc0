/**
 * What every upstream of the tests stands on: a plain server on loopback that remembers what it was asked and can be
 * made to fail in the ways that servers fail.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
};

/** `hangs` says nothing, `drips` begins and never ends, `large` is 20 MB, `nonsense` is no JSON, `gone` hangs up. */
export type Fault = 'hangs' | 'drips' | 'redirects' | 'fails' | 'large' | 'nonsense' | 'gone';

export type Loopback = {
  readonly origin: string;
  readonly port: number;
  /** Everything asked so far, oldest first. */
  readonly received: Received[];
  stop(): Promise<void>;
};

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const html = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><title>Upstream</title><main>${body}</main></html>`,
});

export const redirect = (location: string): Reply => ({ status: 302, headers: { location } });

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Starts a server that answers by `answer`; a `Fault` instead of a reply is acted out. */
export async function startLoopback(answer: (received: Received) => Promise<Reply | Fault>): Promise<Loopback> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked = { ...(await read(incoming)), headers: incoming.headers };
    received.push(asked);
    const reply = await answer(asked);
    if (typeof reply === 'string') actOut(reply, outgoing);
    else outgoing.writeHead(reply.status, { ...reply.headers } as Record<string, string>).end(reply.body ?? '');
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<Omit<Received, 'headers'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = '', query = ''] = (incoming.url ?? '').split('?');
  const body = Buffer.concat(chunks).toString('utf8');
  return { method: incoming.method ?? '', path, query: new URLSearchParams(query), body };
}

function actOut(fault: Fault, outgoing: ServerResponse): void {
  const head = { 'content-type': 'application/json' };
  if (fault === 'hangs') return;
  if (fault === 'drips') outgoing.writeHead(200, head).write('{');
  else if (fault === 'gone') outgoing.destroy();
  else if (fault === 'fails') outgoing.writeHead(503, head).end('{"error":"temporarily_unavailable"}');
  else if (fault === 'large') outgoing.writeHead(200, head).end(Buffer.alloc(20 * 1024 * 1024, 32));
  else if (fault === 'nonsense') outgoing.writeHead(200, head).end('<p>Down for maintenance</p>');
  else outgoing.writeHead(302, { location: '/elsewhere' }).end();
}

/** Passes what was asked on to a server behind this one. */
export function passOn(port: number, { method, path, query, headers, body }: Received): Promise<Reply> {
  const search = query.size > 0 ? `?${query}` : '';
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path: `${path}${search}`, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...rest } = incoming.headers;
          const given = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? '']));
          resolve({ status: incoming.statusCode ?? 0, headers: given, body: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
