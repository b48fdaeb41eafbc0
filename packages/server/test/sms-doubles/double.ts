/**
 * What the doubles of SMS providers share: a plain server on loopback, and the way that their callbacks take into a
 * house whose public name is not where it listens.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Answer = { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> };

/** What a double says to the next requests instead of its own answer; `silent` hangs up without one. */
export type Failure = Answer | 'silent';

/** Starts a server that answers each request by `answer`. */
export async function startDouble(answer: (received: Received) => Answer | Promise<Answer>, failures: Failure[]) {
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const failure = failures.shift();
    if (failure === 'silent') {
      incoming.socket.destroy();
      return;
    }
    const { status, json, headers } =
      failure ??
      (await answer({
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }));
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Posts to `url` at this port of loopback; the status of the answer. */
export function postTo(port: number, url: string, headers: Record<string, string>, body: string): Promise<number> {
  const { host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path: `${pathname}${search}`, method: 'POST', headers: { host, ...headers } },
      (incoming) => {
        incoming.resume();
        incoming.on('end', () => resolve(incoming.statusCode ?? 0));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
