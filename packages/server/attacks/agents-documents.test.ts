/**
 * Applications that are known by a document: what it may say, where it may lie, and that nothing is asked of addresses
 * that are nobody's to ask (cases 99, 100, 112, 118, 119).
 */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { letAgents, notes, ofThemselves, type Said } from '../test/agent-world.ts';
import { type Documented, openDocumented } from '../test/documented-agents.ts';
import type { TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty } from '../test/relying-party.ts';

let world: Documented;
let house: TestHouse;
beforeAll(async () => {
  world = await openDocumented();
  house = world.house;
  await createRelyingParty(house, { metadata: { client_name: 'Bridgewater Bank' } });
});
afterAll(() => world.stop());
beforeEach(() => world.afresh());

describe('an application that is known by a document', () => {
  it('comes to tokens under the address of the document, and the page says where that lies', async () => {
    const document = world.publish();
    const page = await world.ask(document);
    expect(page.body).toContain('Documented agent asks for access');
    expect(page.body).toContain('Who it is, it says itself, at');
    expect(page.body).toContain(new URL(world.documents.origin).host);
    const { errand, agent, tokens } = await world.signedIn(document);
    expect(errand.clientId).toBe(document);
    expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: notes, client_id: document, scope: 'notes:read' });
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBe(200);
    expect(await world.row(document)).toMatchObject({ made_by: 'metadata_document', state: 'active' });
    const account = await world.anna.get('/account/applications');
    expect(account.body).toContain('Nobody here has checked it. Who it is, it says at');
    const remove = '/account/applications/remove';
    const form = { ...account.hidden(remove), application: document };
    expect((await world.anna.post(remove, form)).status).toBe(303);
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBe(400);
  });

  it('is unknown where the tenant takes none, and nothing is asked for it', async () => {
    await letAgents(house, { registration: 'open' });
    const before = world.documents.asked.length;
    const answer = await world.ask(world.publish());
    expect([answer.status, world.documents.asked.length - before]).toEqual([400, 0]);
  });

  it('ends with the setting, tokens and all', async () => {
    const { agent, errand, tokens } = await world.signedIn(world.publish());
    await letAgents(house, {});
    await letMemoryFade();
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBeGreaterThanOrEqual(400);
    expect((await world.ask(errand.clientId)).status).toBe(400);
  });

  it('is asked for once while what was read is fresh, however many come at once', async () => {
    const document = world.publish();
    const before = world.documents.asked.length;
    await Promise.all([1, 2, 3, 4, 5].map(() => world.ask(document)));
    await world.ask(document);
    expect(world.documents.asked.length - before).toBe(1);
  });

  it('is believed no longer than a day, whatever its server says', async () => {
    const document = world.publish({}, { 'cache-control': 'max-age=99999999' });
    await world.ask(document);
    const [kept] = await house.sql<{ hours: number }>(
      `select extract(epoch from fresh_until - read_at)::float / 3600 as hours from client_documents
       where application_id = $1`,
      [document],
    );
    expect(kept?.hours).toBeLessThanOrEqual(24.01);
  });
});

describe('a document', () => {
  it.each<[string, Said]>([
    ['of another address', { client_id: 'https://other.example/agent.json' }],
    ['that leads to another origin', { redirect_uris: ['https://evil.example/callback'] }],
    ['that leads to another port', { redirect_uris: ['http://localhost:1/callback'] }],
    ['that leads to a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['that leads to an app', { redirect_uris: ['com.evil.app:/callback'] }],
    ['that leads nowhere', { redirect_uris: [] }],
    ['with a secret', { client_secret: 'x' }],
    ['with a secret to come', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['of a machine', { grant_types: ['client_credentials'] }],
    ['with keys elsewhere', { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://evil.example/jwks' }],
    ['under the name of somebody else', { client_name: 'Bridgewater Bаnk' }],
  ])('%s makes no application', async (_name, said) => {
    const document = world.publish(said);
    const answer = await world.ask(document);
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
    expect(await world.row(document)).toBeUndefined();
  });

  it.each<[string, (path: string) => void]>([
    ['too large', (path) => world.documents.publish(path, { padding: 'x'.repeat(20_000) })],
    ['no JSON', (path) => world.documents.pages.set(path, (_, response) => response.writeHead(200, json).end('{'))],
    ['a list', (path) => world.documents.pages.set(path, (_, response) => response.writeHead(200, json).end('[]'))],
    ['a page', (path) => world.documents.publish(path, {}, { 'content-type': 'text/html' })],
    [
      'somewhere else',
      (path) =>
        world.documents.pages.set(path, (_, response) =>
          response.writeHead(302, { location: world.documents.publish('/agents/moved.json', {}) }).end(),
        ),
    ],
    ['broken', (path) => world.documents.pages.set(path, (_, response) => response.writeHead(500).end())],
    ['cut off', (path) => world.documents.pages.set(path, (_, response) => response.destroy())],
  ])('that is %s makes no application, and is not asked for again at once', async (_name, put) => {
    const path = world.freshPath();
    put(path);
    const document = `${world.documents.origin}${path}`;
    const before = world.documents.asked.length;
    expect((await world.ask(document)).status).toBe(400);
    expect((await world.ask(document)).status).toBe(400);
    expect([await world.row(document), world.documents.asked.slice(before)]).toEqual([undefined, [path]]);
  });
  const json = { 'content-type': 'application/json' };

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/agent.json',
    'https://127.0.0.1/agent.json',
    'https://10.0.0.1/agent.json',
    'https://2130706433/agent.json',
    'https://0x7f.1/agent.json',
    'https://[::ffff:127.0.0.1]/agent.json',
    'https://localhost/agent.json',
    'http://agent.example/agent.json',
    'https://user@agent.example/agent.json',
    'https://agent.example:22/agent.json',
    'https://agent.example/',
    'https://agent.example',
    'https://agent.example/a/../agent.json',
    'https://agent.example/%2e%2e/agent.json',
    'https://agent.example/agent.json#x',
    'https://agent.example/agent.json?x=1',
    'https://аgent.example/agent.json',
    `https://agent.example/${'x'.repeat(200)}`,
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('is never looked for at %s (case 119)', async (address) => {
    const before = [world.documents.asked.length, await ofThemselves(house)];
    const answer = await world.ask(address);
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
    expect([world.documents.asked.length, await ofThemselves(house)]).toEqual(before);
  });

  it('of this machine by another name or port is asked for in its own place only', async () => {
    const path = world.freshPath();
    world.documents.publish(path, {});
    const before = world.documents.asked.length;
    for (const address of [
      world.documents.origin.replace('localhost', 'localhost.'),
      world.documents.origin.replace('http:', 'https:'),
    ])
      expect((await world.ask(`${address}${path}`)).status).toBe(400);
    expect(world.documents.asked.length).toBe(before);
  });

  it('cannot make us ask one host without end', async () => {
    const before = world.documents.asked.length;
    for (let each = 0; each < 30; each += 1) {
      const visitor = house.visitor({ address: `12.0.${each}.1` });
      await world.ask(`${world.documents.origin}/nothing/${each}.json`, {}, visitor);
    }
    expect(world.documents.asked.length - before).toBeLessThanOrEqual(21);
  });

  it('is read for no more applications than the tenant takes', async () => {
    await letAgents(house, { metadataDocuments: 'on', mostApplications: Math.max(1, await ofThemselves(house)) });
    const document = world.publish();
    expect((await world.ask(document)).status).toBe(400);
    expect(await world.row(document)).toBeUndefined();
  });

  it.each([
    ['a longer path', '/callback/more'],
    ['a query', '/callback?x=1'],
    ['another case', '/Callback'],
    ['a trailing slash', '/callback/'],
    ['a detour', '/x/../callback'],
  ])('sends nobody to %s of its redirect (case 99)', async (_name, path) => {
    const answer = await world.ask(world.publish(), { redirect_uri: `${world.documents.origin}${path}` });
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
  });
});
