/** One call of /api/admin: token, version, reason and idempotency as the contract asks, refusals as `Problem`. */
import { newSecret } from '../session/random.ts';
import { accessToken, renew } from '../session/session.ts';
import { currentLanguage } from '../texts/index.ts';
import { Problem, type ProblemDocument } from './problem.ts';

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** The version that a change is made to. */
  readonly version?: string | undefined;
  /** Why personal fields are asked for; it is written into the ledger. */
  readonly reason?: string | undefined;
  readonly signal?: AbortSignal;
};

export type Versioned<Value> = { readonly value: Value; readonly version: string | undefined };

/** Calls and answers with the body. */
export async function call<Value>(path: string, options: Call = {}): Promise<Value> {
  return (await callVersioned<Value>(path, options)).value;
}

/** The same with the version that a later change names. */
export async function callVersioned<Value>(path: string, options: Call = {}): Promise<Versioned<Value>> {
  const send = await prepare(path, options);
  let response = await send();
  // The token may have ended early: with its session it is renewed, or everybody is told.
  if (response.status === 401) {
    const answer = await renew().catch(() => undefined);
    if (answer !== undefined && 'tokens' in answer) response = await send();
  }
  if (!response.ok) throw new Problem(await readProblem(response));
  const body = await response.text();
  const value = (body === '' ? undefined : JSON.parse(body)) as Value;
  return { value, version: response.headers.get('etag') ?? undefined };
}

async function prepare(path: string, options: Call): Promise<() => Promise<Response>> {
  const address = new URL(path, location.origin);
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== '') address.searchParams.set(name, String(value));
  }
  const method = options.method ?? 'GET';
  // One key for both tries of the same call, so that it happens once.
  const key = method === 'POST' ? newSecret() : undefined;
  return async () => {
    const headers = new Headers({ accept: 'application/json', 'accept-language': currentLanguage() });
    headers.set('authorization', `Bearer ${(await accessToken()) ?? ''}`);
    if (options.body !== undefined) headers.set('content-type', 'application/json');
    if (options.version !== undefined) headers.set('if-match', options.version);
    if (options.reason !== undefined) headers.set('cardea-reason', encodeURIComponent(options.reason));
    if (key !== undefined) headers.set('idempotency-key', key);
    const request: RequestInit = { method, headers, credentials: 'omit' };
    if (options.body !== undefined) request.body = JSON.stringify(options.body);
    if (options.signal !== undefined) request.signal = options.signal;
    return fetch(address, request).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new Problem({ code: 'network', status: 0, title: 'network' });
    });
  };
}

async function readProblem(response: Response): Promise<ProblemDocument> {
  const unreadable: ProblemDocument = { code: 'unreadable', status: response.status, title: response.statusText };
  if (!response.headers.get('content-type')?.includes('json')) return unreadable;
  return response.json().catch(() => unreadable) as Promise<ProblemDocument>;
}
