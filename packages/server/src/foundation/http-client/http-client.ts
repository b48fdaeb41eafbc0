/**
 * The only way out to addresses that others chose. https, public addresses checked at the moment of connecting, no
 * redirects, no proxies from the environment, no kept connections, and caps on time and size.
 */
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { guardedLookup, type Resolve, systemResolve } from './guarded-lookup.ts';

export type HttpRequest = {
  readonly url: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type HttpAnswer =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly body: Buffer;
    }
  | {
      readonly outcome: 'failed';
      readonly reason: 'address_refused' | 'too_large' | 'timeout' | 'unreachable';
      readonly cause?: unknown;
    };

export type HttpClient = { send(request: HttpRequest): Promise<HttpAnswer> };

/** A client behind the guard. `developmentHosts` are loopback `host:port` pairs that may be reached, also by http. */
export function createHttpClient(
  options: {
    readonly timeoutMilliseconds?: number;
    readonly mostBytes?: number;
    readonly ports?: readonly number[];
    readonly developmentHosts?: readonly string[];
    readonly resolve?: Resolve;
  } = {},
): HttpClient {
  const timeoutMilliseconds = options.timeoutMilliseconds ?? 10_000;
  const mostBytes = options.mostBytes ?? 1024 * 1024;
  const ports: ReadonlySet<number> = new Set([80, 443, ...(options.ports ?? [])]);
  const developmentHosts: ReadonlySet<string> = new Set(options.developmentHosts);

  /** What the socket may connect to for this address, or null when the address itself is refused. */
  const judge = (url: URL): ((address: string) => boolean) | null => {
    if (url.username !== '' || url.password !== '') return null;
    if (developmentHosts.has(url.host) && /^https?:$/.test(url.protocol)) return isLoopback;
    if (url.protocol !== 'https:' || !ports.has(Number(url.port || 443))) return null;
    // Literal addresses are never looked up. The URL parser has already unfolded 0x7f.1, 2130706433 and 017700000001.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    return isIP(literal) !== 0 && !isPublicAddress(literal) ? null : isPublicAddress;
  };

  return {
    async send(request) {
      const url = URL.parse(request.url);
      const allowed = url === null ? null : judge(url);
      if (url === null || allowed === null) return { outcome: 'failed', reason: 'address_refused' };
      const signal = AbortSignal.timeout(timeoutMilliseconds); // over everything: look-up, connection, head and body
      try {
        return await exchange(url, request, allowed, signal);
      } catch (cause) {
        return { outcome: 'failed', reason: signal.aborted ? 'timeout' : reasonOf(cause), cause };
      }
    },
  };

  function exchange(
    url: URL,
    request: HttpRequest,
    allowed: (address: string) => boolean,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const begin = url.protocol === 'https:' ? secureRequest : plainRequest;
      const outgoing = begin(url, {
        method: request.method ?? 'GET',
        headers: { ...request.headers },
        agent: false, // a connection of its own, and none of the proxies an agent could take from the environment
        lookup: guardedLookup(options.resolve ?? systemResolve, allowed),
        signal,
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        readBody(incoming, mostBytes).then((body) => {
          if (body === null) resolve({ outcome: 'failed', reason: 'too_large' });
          else resolve({ outcome: 'answered', status: incoming.statusCode ?? 0, headers: incoming.headers, body });
        }, reject);
      });
      outgoing.end(request.body);
    });
  }
}

/** Null as soon as the answer is larger than allowed; the connection ends there. */
async function readBody(incoming: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) {
      incoming.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

function reasonOf(cause: unknown): 'address_refused' | 'unreachable' {
  const refused = cause instanceof Error && 'code' in cause && cause.code === 'ADDRESS_REFUSED';
  return refused ? 'address_refused' : 'unreachable';
}
