/**
 * What the doubles of the large providers share: codes and tokens that are used once and by whom they were made for.
 * Everything that a provider documents for itself is in its own file; what is not documented there is refused.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Accounts, someAccounts, type UpstreamAccount } from '../accounts.ts';
import { loginForm } from '../login-form.ts';
import { type Fault, type Loopback, type Received, type Reply, redirect, startLoopback } from '../loopback.ts';

export type VendorClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
};

/** What somebody allowed a client at the form. */
export type Allowance = {
  readonly client: VendorClient;
  readonly account: UpstreamAccount;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly nonce: string | null;
};

export type Desk = {
  readonly origin: string;
  readonly accounts: Accounts;
  clientOf(id: string | null | undefined): VendorClient | undefined;
  /** What a code stands for, once. */
  takeCode(code: string | null): Allowance | undefined;
  issueToken(allowance: Allowance): string;
  /** Whose token it is. */
  holderOf(token: string | undefined): Allowance | undefined;
};

export type Route = (asked: Received, desk: Desk) => Reply | Promise<Reply>;

export type VendorPlan = {
  readonly authorizePath: string;
  /** The provider's own page about a request that leads nowhere, or `null`. */
  check(parameters: URLSearchParams, client: VendorClient | undefined): Reply | null;
  /** What Cancel brings back. */
  readonly denied: Readonly<Record<string, string>>;
  /** Absent: a redirect with `code` and `state`. */
  answer?(allowance: Allowance, answer: Record<string, string>, desk: Desk): Reply;
  /** By method and path. */
  readonly routes: Readonly<Record<string, Route>>;
  unknown(asked: Received): Reply;
};

export type VendorDouble = Pick<Loopback, 'origin' | 'port' | 'received' | 'stop'> & {
  readonly accounts: Accounts;
  /** Faults by path, for every request there. */
  readonly faults: Map<string, Fault>;
};

export type VendorOptions = { readonly clients: readonly VendorClient[]; readonly accounts?: Accounts };

export async function startDouble(plan: VendorPlan, options: VendorOptions): Promise<VendorDouble> {
  const accounts = options.accounts ?? someAccounts();
  const codes = new Map<string, Allowance>();
  const tokens = new Map<string, Allowance>();
  const faults = new Map<string, Fault>();
  const clientOf: Desk['clientOf'] = (id) => options.clients.find(({ clientId }) => clientId === id);
  const server: Loopback = await startLoopback(answer);
  const desk: Desk = {
    origin: server.origin,
    accounts,
    clientOf,
    takeCode(code) {
      const found = codes.get(code ?? '');
      codes.delete(code ?? '');
      return found;
    },
    issueToken(allowance) {
      const token = randomBytes(24).toString('base64url');
      tokens.set(token, allowance);
      return token;
    },
    holderOf: (token) => tokens.get(token ?? ''),
  };

  async function answer(asked: Received): Promise<Reply | Fault> {
    const fault = faults.get(asked.path);
    if (fault !== undefined) return fault;
    if (asked.path === plan.authorizePath && asked.method === 'GET') return authorize(asked.query);
    if (asked.path === plan.authorizePath && asked.method === 'POST') return decide(new URLSearchParams(asked.body));
    return plan.routes[`${asked.method} ${asked.path}`]?.(asked, desk) ?? plan.unknown(asked);
  }

  function authorize(parameters: URLSearchParams, problem = ''): Reply {
    const refusal = plan.check(parameters, clientOf(parameters.get('client_id')));
    return refusal ?? loginForm(plan.authorizePath, Object.fromEntries(parameters), '', problem);
  }

  function decide(form: URLSearchParams): Reply {
    const client = clientOf(form.get('client_id'));
    const refusal = plan.check(form, client);
    if (refusal !== null || client === undefined) return refusal ?? plan.unknown({ ...nothing, body: form.toString() });
    const redirectUri = form.get('redirect_uri') ?? client.redirectUris[0] ?? '';
    const state: Record<string, string> = form.has('state') ? { state: form.get('state') ?? '' } : {};
    if (form.get('decision') === 'deny') return leave(redirectUri, { ...plan.denied, ...state });
    const account = accounts.get(form.get('login') ?? '');
    if (account === undefined) return authorize(form, 'There is no such account.');
    const code = randomBytes(18).toString('base64url');
    const allowance: Allowance = {
      client,
      account,
      redirectUri,
      scopes: (form.get('scope') ?? '').split(/[ ,]+/).filter((scope) => scope !== ''),
      challenge: form.get('code_challenge'),
      nonce: form.get('nonce'),
    };
    codes.set(code, allowance);
    return plan.answer?.(allowance, { code, ...state }, desk) ?? leave(redirectUri, { code, ...state });
  }

  return { ...server, accounts, faults };
}

const nothing = { method: 'POST', path: '', query: new URLSearchParams(), headers: {} };

export function leave(redirectUri: string, parameters: Readonly<Record<string, string>>): Reply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return redirect(url.href);
}

/** RFC 7636, section 4.6, method S256; a code that was asked for without a challenge takes no verifier into account. */
export function provesPossession({ challenge }: Allowance, verifier: string | null): boolean {
  if (challenge === null) return true;
  return verifier !== null && createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** RFC 6749, section 2.3.1: as Basic authentication, or in the form. */
export function credentialsIn(asked: Received): { by: 'basic' | 'post'; id: string; secret: string } | null {
  const basic = /^Basic ([\w+/=]+)$/.exec(asked.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decode);
    return { by: 'basic', id, secret };
  }
  const form = new URLSearchParams(asked.body);
  const [id, secret] = [form.get('client_id'), form.get('client_secret')];
  return id === null || secret === null ? null : { by: 'post', id, secret };
}

const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

/** RFC 6750, section 2.1. */
export const bearerOf = ({ headers }: Received): string | undefined =>
  /^(?:Bearer|token) (\S+)$/i.exec(headers.authorization ?? '')?.[1];

export const isForm = ({ headers }: Received): boolean =>
  headers['content-type']?.split(';')[0] === 'application/x-www-form-urlencoded';
