/**
 * `/api/admin` through the SDK's own client: its token, the language that is spoken, and refusals as `Problem`. The token
 * may end early: with its session it is renewed, or everybody is told.
 */
import { createManagementClient } from '@cardea/sdk';
import { accessToken, renew } from '../session/session.ts';
import { currentLanguage } from '../texts/index.ts';
import { Problem, type ProblemDocument } from './problem.ts';

export const management = createManagementClient({
  issuer: location.origin,
  async token(refused) {
    if (refused !== null) await renew().catch(() => undefined);
    return (await accessToken()) ?? '';
  },
  fetch(address, init) {
    const headers = new Headers(init.headers);
    headers.set('accept-language', currentLanguage());
    return fetch(address, { ...init, headers, credentials: 'omit' });
  },
  // What is asked again, and when, is decided where the answer is shown.
  retries: 0,
  timeoutMilliseconds: 60_000,
});

/** What the server publishes for everybody. */
export const readPublished = (path: string, signal: AbortSignal): Promise<Response> =>
  fetch(path, { signal, credentials: 'omit' });

/** The same, giving a reason with each call where there is one; it goes into the ledger. */
export const because = (reason: string | undefined) =>
  reason === undefined ? management : management.withReason(reason);

type Outcome = { readonly data?: unknown; readonly error?: unknown; readonly response: Response };
type Data<Answer extends Outcome> = NonNullable<Answer['data']>;

export type Versioned<Value> = { readonly value: Value; readonly version: string | undefined };

/** What the call answers with; throws `Problem`. */
export async function told<Answer extends Outcome>(call: Promise<Answer>): Promise<Data<Answer>> {
  return (await toldVersion(call)).value;
}

/** The same with the version that a later change names. */
export async function toldVersion<Answer extends Outcome>(call: Promise<Answer>): Promise<Versioned<Data<Answer>>> {
  const { data, error, response } = await call.catch(failed);
  if (!response.ok) throw new Problem(isDocument(error) ? error : unreadable(response));
  return { value: data as Data<Answer>, version: response.headers.get('etag') ?? undefined };
}

/** What is not there is not asked for. */
export function present<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof present<Values>
  >;
}

function failed(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  const code = error instanceof SyntaxError ? 'unreadable' : 'network';
  throw new Problem({ code, status: 0, title: code });
}

const isDocument = (error: unknown): error is ProblemDocument =>
  typeof error === 'object' && error !== null && 'code' in error;

const unreadable = ({ status, statusText }: Response): ProblemDocument => ({
  code: 'unreadable',
  status,
  title: statusText,
});
