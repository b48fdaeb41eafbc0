/** One exchange over kept connections, as real clients make them. */
import { Agent, request as send } from 'node:http';

export type Place = { readonly port: number; readonly host: string; readonly origin: string };

export type Answer = {
  readonly status: number;
  readonly location: string;
  readonly setCookies: readonly string[];
  readonly body: string;
};

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Asks for an address, or sends it these fields. */
export function exchange(
  place: Place,
  path: string,
  headers: Readonly<Record<string, string>>,
  fields?: Readonly<Record<string, string>>,
): Promise<Answer> {
  const body = fields === undefined ? undefined : new URLSearchParams(fields).toString();
  const ofBody =
    body === undefined
      ? {}
      : {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        };
  const options = {
    agent,
    host: '127.0.0.1',
    port: place.port,
    path,
    method: body === undefined ? 'GET' : 'POST',
    headers: { host: place.host, ...headers, ...ofBody },
  };
  return new Promise((resolve, reject) => {
    const outgoing = send(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const { statusCode: status = 0, headers: answered } = incoming;
        const setCookies = answered['set-cookie'] ?? [];
        resolve({
          status,
          location: answered.location ?? '',
          setCookies,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
