/** The guide for MCP servers says what works: it is followed as written, by an agent that knows only their address. */
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { codeOf, goodPassword } from '../../server/attacks/people.ts';
import { allow, createAgent } from '../../server/test/agent.ts';
import { type Guide, openGuide } from '../../server/test/guide.ts';
import type { Visitor } from '../../server/test/visitor.ts';

let guide: Guide;
let resource: string;
let documents: ReturnType<typeof createServer> | undefined;
let document: string;

beforeAll(async () => {
  guide = await openGuide({ addresses: ['http://localhost:3004'] });
  const { shell, folder } = guide;
  const [settings = '', register = '', install = '', run = '', look = '', ...rest] = await guide.blocks(
    'guides/mcp-server.md',
    'sh',
  );
  expect(rest).toEqual([]);
  const [server = ''] = await guide.blocks('guides/mcp-server.md', 'js');
  const port = new URL(guide.placeOf('http://localhost:3004')).port;
  await writeFile(join(folder, 'notes.mjs'), server.replace('listen(3004', `listen(${port}`));
  expect(await shell.run(settings)).toContain('Changed agents.registration, agents.metadataDocuments.');
  for (const block of [register, install, run]) await shell.run(block);
  resource = `${guide.placeOf('http://localhost:3004')}/mcp`;
  expect(await shell.run(look)).toContain(
    `WWW-Authenticate: Bearer resource_metadata="http://localhost:${port}/.well-known/oauth-protected-resource/mcp"`.replace(
      'WWW-Authenticate',
      'www-authenticate',
    ),
  );
  const host = createServer((_request, response) => {
    const about = {
      client_id: document,
      client_name: 'Documented agent',
      redirect_uris: [`${new URL(document).origin}/done`],
    };
    const grants = { grant_types: ['authorization_code', 'refresh_token'] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ...about, ...grants }));
  });
  documents = host;
  await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
  document = `http://localhost:${(host.address() as AddressInfo).port}/agent.json`;
}, 240_000);
afterAll(async () => {
  documents?.close();
  await guide.shell.run('kill $(jobs -p)');
  await guide.close();
});

async function signUp(email: string): Promise<Visitor> {
  const visitor = guide.visitor();
  const sent = await visitor.fill('/sign-up', { email, password: goodPassword, name: 'Anna' });
  const subject = await vi.waitFor(
    async () => {
      const mails = JSON.parse((await visitor.request('/dev/outbox.json')).body) as { to: string; subject: string }[];
      const found = mails.find(({ to }) => to === email);
      expect(found).toBeDefined();
      return found?.subject ?? '';
    },
    { timeout: 30_000, interval: 50 },
  );
  await visitor.fill(sent.headers['location'] ?? '', { code: codeOf({ subject, text: '' }) });
  return visitor;
}

/** Calls a tool; the answer as it came. */
const call = (token: string, name: string, text = ''): Promise<Response> =>
  fetch(resource, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: { text } } }),
  });
const said = async (answer: Response) =>
  ((await answer.json()) as { result: { content: { text: string }[] } }).result.content[0]?.text;

describe.each([
  ['registers itself', false, 'It registered itself and chose its own name.'],
  ['is known by a document', true, 'Who it is, it says itself, at'],
])('an agent that knows only the address of a protected resource, and %s', (_name, hasDocument, warning) => {
  it('finds its way, acts, asks for more, renews, and is stopped by the customer', { timeout: 300_000 }, async () => {
    const customer = await signUp(`anna-${hasDocument}@example.com`);
    const agent = createAgent({
      fetch,
      redirectUri: hasDocument ? `${new URL(document).origin}/done` : 'https://agent.example/done',
      ...(hasDocument ? { document } : {}),
    });

    const errand = await agent.begin(resource);
    expect(errand.found.scopes).toEqual(['notes:read']);
    const first = await allow(customer, guide.origin, errand.address);
    expect(first.page).toContain(warning);
    expect(first.page).toContain('Read your notes');
    const tokens = await agent.redeem(errand, first.location);
    expect(await said(await call(tokens.access_token, 'list_notes'))).toBe('');

    const refused = await call(tokens.access_token, 'add_note', 'Buy milk');
    const challenge = refused.headers.get('www-authenticate') ?? '';
    expect(refused.status).toBe(403);
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('resource_metadata="');
    const missing = /\bscope="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const again = await agent.begin(resource, errand.clientId);
    again.address.searchParams.set('scope', missing);
    const second = await allow(customer, guide.origin, again.address);
    expect(second.page).toContain('Write notes for you');
    const more = await agent.redeem(again, second.location);
    expect(await said(await call(more.access_token, 'add_note', 'Buy milk'))).toBe('Noted.');

    const renewed = await agent.refresh(again, more.refresh_token ?? '');
    const { access_token: token, refresh_token: next } = (await renewed.json()) as {
      access_token: string;
      refresh_token: string;
    };
    expect(await said(await call(token, 'list_notes'))).toBe('Buy milk');

    const remove = '/account/applications/remove';
    const account = await customer.get('/account/applications');
    expect(account.body).toContain('In your name, it uses');
    expect((await customer.post(remove, account.hidden(remove))).status).toBe(303);
    expect((await call(token, 'list_notes')).status).toBe(401);
    expect((await agent.refresh(again, next)).status).toBe(400);
  });
});
