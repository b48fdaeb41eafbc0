/** A call is sent again where that cannot do anything twice, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { CardeaError, createManagementClient, demand, type ManagementOptions } from '../index.ts';
import type { Fetch } from './fetch.ts';

type Sent = { readonly address: string; readonly method: string; readonly headers: Headers; readonly body: string };
type Reply = Response | Error | (() => Response);

const issuer = 'https://id.example.com';
const list = '/api/admin/customers';
const page = (items: readonly object[], next_cursor: string | null = null) => Response.json({ items, next_cursor });
const refusal = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json(
    { type: `urn:cardea:error:${code}`, title: 'No.', status, code, reference: 'req_1' },
    { status, headers },
  );
const offline = () => new TypeError('fetch failed');

/** A client whose calls are answered in turn; what was sent is kept. */
function answered(replies: Reply[], options: Partial<ManagementOptions> = {}) {
  const sent: Sent[] = [];
  const fetch: Fetch = async (address, init) => {
    const { method = 'GET', headers, body } = init;
    sent.push({ address, method, headers: new Headers(headers), body: String(body ?? '') });
    const reply = replies.shift();
    if (reply === undefined) throw new Error('nothing more was expected');
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply() : reply;
  };
  const client = createManagementClient({ issuer, token: 'token-1', fetch, ...options } as ManagementOptions);
  return { client, sent };
}

describe('reading', () => {
  it('carries the token, and comes through a moment without network', async () => {
    const { client, sent } = answered([offline(), new Response('', { status: 502 }), page([])]);
    const { data, error } = await client.GET(list, { params: { query: { limit: 5 } } });
    expect(error).toBeUndefined();
    expect(data).toEqual({ items: [], next_cursor: null });
    expect(sent).toHaveLength(3);
    expect(sent[0]?.address).toBe(`${issuer}${list}?limit=5`);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token-1');
  });

  it('gives up after the last try, and says what is wrong', async () => {
    await expect(answered([offline(), offline(), offline()]).client.GET(list)).rejects.toThrow('fetch failed');
    const { client } = answered([refusal(403, 'token.insufficient_scope')]);
    const error: unknown = await demand(client.GET(list)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CardeaError);
    expect(error).toMatchObject({ status: 403, code: 'token.insufficient_scope', problem: { reference: 'req_1' } });
  });

  it('waits as long as it is told, and not for ever', async () => {
    const { client, sent } = answered([refusal(429, 'attempts.exhausted', { 'retry-after': '3600' })]);
    await expect(demand(client.GET(list))).rejects.toMatchObject({ status: 429, retryAfterSeconds: 3600 });
    expect(sent).toHaveLength(1);
    const soon = answered([refusal(503, 'server.busy', { 'retry-after': '0' }), page([])]);
    expect((await soon.client.GET(list)).data).toEqual({ items: [], next_cursor: null });
  });

  it('follows no redirect, so that the token goes nowhere else', async () => {
    const elsewhere = new Response(null, { status: 307, headers: { location: 'https://evil.example/' } });
    const { client, sent } = answered([elsewhere]);
    await expect(client.GET(list)).rejects.toThrow('redirected');
    expect(sent).toHaveLength(1);
  });

  it('an answer that is not from Cardea is a refusal all the same', async () => {
    const { client } = answered([new Response('<html>', { status: 500 })]);
    await expect(demand(client.GET(list))).rejects.toMatchObject({ status: 500, code: 'unknown', problem: null });
  });
});

describe('a list', () => {
  it('is walked page by page, and no further than is asked', async () => {
    const pages = [page([{ n: 1 }, { n: 2 }], 'cursor-2'), page([{ n: 3 }], 'cursor-3'), page([{ n: 4 }])];
    const { client, sent } = answered(pages);
    const seen: unknown[] = [];
    for await (const item of client.items(list, { query: { limit: 2 } })) {
      seen.push(item);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(sent.map(({ address }) => new URL(address).search)).toEqual(['?limit=2', '?limit=2&cursor=cursor-2']);
  });

  it('ends with the refusal of a page', async () => {
    const { client } = answered([page([{ n: 1 }], 'forged'), refusal(400, 'cursor.invalid')]);
    const walk = async () => {
      for await (const _ of client.items(list));
    };
    await expect(walk()).rejects.toMatchObject({ code: 'cursor.invalid' });
  });
});

describe('a machine', () => {
  const clientCredentials = { clientId: 'app:1', clientSecret: 'a b+c', scope: ['customers:read', 'customers:write'] };
  const given = (token: string, expires_in = 600) => Response.json({ access_token: token, expires_in });
  const machine = (replies: Reply[]) => answered(replies, { token: undefined, clientCredentials } as never);

  it('fetches one token for all its calls, with its id and secret encoded', async () => {
    const { client, sent } = machine([given('machine-1'), page([]), page([]), page([])]);
    await Promise.all([client.GET(list), client.GET(list), client.GET(list)]);
    expect(sent).toHaveLength(4);
    expect(sent[0]?.address).toBe(`${issuer}/oauth/token`);
    expect(atob(sent[0]?.headers.get('authorization')?.slice('Basic '.length) ?? '')).toBe('app%3A1:a+b%2Bc');
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      resource: `${issuer}/api`,
      scope: 'customers:read customers:write',
    });
    expect(sent[3]?.headers.get('authorization')).toBe('Bearer machine-1');
  });

  it('fetches another when it is nearly over, or refused, and asks only once more', async () => {
    const short = machine([given('a', 0), page([]), given('b'), page([])]);
    await short.client.GET(list);
    await short.client.GET(list);
    expect(short.sent).toHaveLength(4);
    const refused = machine([given('a'), refusal(401, 'token.invalid'), given('b'), page([])]);
    expect((await refused.client.GET(list)).data).toBeDefined();
    const twice = machine([given('a'), refusal(401, 'token.invalid'), given('b'), refusal(401, 'token.invalid')]);
    expect((await twice.client.GET(list)).error).toMatchObject({ code: 'token.invalid' });
  });

  it('says why it has no token, and tries again at the next call', async () => {
    const wrong = () => Response.json({ error: 'invalid_client' }, { status: 401 });
    const { client } = machine([wrong, given('a'), page([])]);
    await expect(client.GET(list)).rejects.toThrow('invalid_client');
    expect((await client.GET(list)).data).toBeDefined();
  });
});

it('whoever looks after the token is told which one was refused, and may have another', async () => {
  const asked: (string | null)[] = [];
  const token = (refused: string | null) => {
    asked.push(refused);
    return refused === null ? 'old' : 'new';
  };
  const { client, sent } = answered([refusal(401, 'token.invalid'), page([])], { token });
  expect((await client.GET(list)).data).toBeDefined();
  expect(asked).toEqual([null, 'old']);
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
});

it('a reason travels in any language, with every call of that client and of no other', async () => {
  const { client, sent } = answered([page([]), page([])]);
  await client.withReason('Rückfrage – Ticket 4711').GET(list);
  await client.GET(list);
  expect(decodeURIComponent(sent[0]?.headers.get('cardea-reason') ?? '')).toBe('Rückfrage – Ticket 4711');
  expect(sent[1]?.headers.has('cardea-reason')).toBe(false);
  expect(() => client.withReason(' ')).toThrow('1 to 200');
});

it.each(['http://id.example.com', 'id.example.com', 'https://id.example.com/path', 'https://a:b@id.example.com', ''])(
  'the issuer %s is refused',
  (wrong) => {
    expect(() => createManagementClient({ issuer: wrong, token: 'x' })).toThrow(TypeError);
  },
);

it.each(['https://id.example.com/', 'http://localhost:3000', 'http://shop.localhost:3000', 'http://127.0.0.1:3000'])(
  'the issuer %s is taken',
  (right) => {
    expect(() => createManagementClient({ issuer: right, token: 'x' })).not.toThrow();
  },
);
