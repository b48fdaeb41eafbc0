/**
 * Nobody is signed in to an application that registered itself without having been told so and having allowed it, for
 * each API by itself; and what was allowed is seen and taken back on the account page (case 112).
 */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allow, createAgent } from '../test/agent.ts';
import { agentFetch, letAgents, notes, openNotes, tenantOf } from '../test/agent-world.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty, follow } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { basic, send } from './oauth.ts';
import { sessionOf, signUp } from './signed-in.ts';

const redirectUri = 'https://agent.example/callback';
const secondNotes = 'https://notes.example/second';
let house: TestHouse;
let people = 0;
beforeAll(async () => {
  house = await startTestHouse();
  await letAgents(house, { registration: 'open', metadataDocuments: 'on' });
  await openNotes(house);
  await openNotes(house, secondNotes);
  await openNotes(house, 'https://closed.example/', false);
});
afterAll(() => house.stop());
beforeEach(async () => {
  await house.sql('delete from budgets');
});

const somebody = (): Promise<Visitor> => {
  people += 1;
  return signUp(house, `person-${people}@example.com`);
};
const agentAt = (resource = notes, scopes = ['notes:read']) =>
  createAgent({ fetch: agentFetch(house, { resource, scopes }), redirectUri });
const end = (location: string) => new URL(location).searchParams;
/** Where a request ends without anybody allowing anything. */
async function ask(visitor: Visitor, address: URL, change: Record<string, string | null> = {}) {
  const changed = new URL(address);
  for (const [name, value] of Object.entries(change))
    if (value === null) changed.searchParams.delete(name);
    else changed.searchParams.set(name, value);
  return follow(house, visitor, await visitor.request(`${changed.pathname}${changed.search}`));
}
const allowedBy = async (visitor: Visitor) => {
  const { customerId } = await sessionOf(house, visitor);
  return house.sql<{ resource_uri: string; scopes: string[] }>(
    'select resource_uri, scopes from consent_resources where customer_id = $1 order by resource_uri',
    [customerId],
  );
};
const codes = async () => (await house.sql('select 1 from authorization_codes')).length;

describe('the consent page', () => {
  it('says that nobody checked it, where it may be used, what it may do, and until when', async () => {
    const anna = await somebody();
    const errand = await agentAt().begin(notes);
    const page = await ask(anna, errand.address);
    for (const text of [
      'Notes agent asks for access',
      'agent.example',
      'Nobody here has checked this application',
      'It registered itself and chose its own name.',
      'Allow it only if you have just begun this yourself',
      'In your name, it wants to use',
      'notes.example',
      'Read your notes',
      'at most until <time',
    ])
      expect(page.body).toContain(text);
    expect(page.body).not.toContain('Write notes for you');
    const german = house.visitor({ locale: 'de' });
    for (const [name, value] of anna.cookies) german.cookies.set(name, value);
    expect((await ask(german, errand.address)).body).toContain('Diese Anwendung hat hier niemand geprüft');
  });

  it('says nothing of that of an application that an operator registered', async () => {
    const diary = await createRelyingParty(house, { firstParty: false, metadata: { client_name: 'Diary' } });
    const bert = await somebody();
    const page = await follow(house, bert, await bert.request((await diary.begin()).address));
    expect(page.body).toContain('Diary asks for access');
    expect(page.body).not.toContain('Nobody here has checked');
  });
});

it('an application that is one of the house no longer gets nothing unasked, not even from whoever remembers it as one', async () => {
  const shop = await createRelyingParty(house, { firstParty: true, metadata: { client_name: 'Shop' } });
  const carla = await somebody();
  const address = new URL((await shop.begin()).address, house.origin);
  // Read, and remembered for a second.
  await ask(house.visitor(), address);
  await house.sql('update applications set first_party = false where application_id = $1', [shop.applicationId]);
  const before = await codes();
  const refused = end((await ask(carla, address, { prompt: 'none' })).headers['location'] ?? '');
  expect(refused.get('error')).toBe('consent_required');
  expect([await allowedBy(carla), await codes()]).toEqual([[], before]);
});

describe('consent to an application that registered itself cannot be skipped', () => {
  it.each([
    ['by asking that nobody be asked', { prompt: 'none' }],
    ['by asking for no scope', { prompt: 'none', scope: null }],
    ['by asking for no scope and no API', { prompt: 'none', scope: null, resource: null }],
    ['by asking for what everybody has', { prompt: 'none', scope: 'openid', resource: null }],
  ])('%s', async (_name, change) => {
    const carla = await somebody();
    const { address } = await agentAt().begin(notes);
    const before = await codes();
    const refused = end((await ask(carla, address, change)).headers['location'] ?? '');
    expect(refused.get('error')).toMatch(/^(?:consent|interaction)_required$/);
    const { prompt: _prompt, ...rest } = change;
    expect((await ask(carla, address, rest)).body).toContain('Nobody here has checked');
    expect([await allowedBy(carla), await codes()]).toEqual([[], before]);
  });

  it('by what was allowed at another API, even for a scope of the same name', async () => {
    const dora = await somebody();
    const first = await agentAt().begin(notes);
    const came = await allow(dora, house.origin, first.address);
    expect(end(came.location).get('code')).not.toBeNull();
    const second = await agentAt(secondNotes).begin(secondNotes, first.clientId);
    const silent = end((await ask(dora, second.address, { prompt: 'none' })).headers['location'] ?? '');
    expect(silent.get('error')).toBe('consent_required');
    expect((await ask(dora, second.address)).body).toContain('Nobody here has checked');
    expect(await allowedBy(dora)).toEqual([{ resource_uri: notes, scopes: ['notes:read'] }]);
    const again = await ask(dora, first.address, { prompt: 'none' });
    expect(end(again.headers['location'] ?? '').get('code')).not.toBeNull();
  });

  it('by what was allowed to another agent of the same name', async () => {
    const emil = await somebody();
    await allow(emil, house.origin, (await agentAt().begin(notes)).address);
    expect((await ask(emil, (await agentAt().begin(notes)).address)).body).toContain('Nobody here has checked');
  });

  it('by a row that calls it our own', async () => {
    const fritz = await somebody();
    const { clientId, address } = await agentAt().begin(notes);
    await house.sql('update applications set first_party = true where application_id = $1', [clientId]);
    expect((await ask(fritz, address)).body).toContain('Nobody here has checked');
  });
});

describe('an application that registered itself is given', () => {
  it.each([
    ['nothing of the management API', { resource: 'own', scope: 'customers:read' }, 'invalid_target'],
    ['nothing of the account', { resource: 'own', scope: 'openid' }, 'invalid_target'],
    ['no API that is not open to such', { resource: 'https://closed.example/' }, 'invalid_target'],
    ['no API that nobody knows', { resource: 'https://unknown.example/' }, 'invalid_target'],
    ['no scope of the account', { scope: 'openid account:read' }, 'invalid_scope'],
    ['no request without PKCE', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['no plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
  ])('%s', async (_name, change, error) => {
    const gerd = await somebody();
    const { address } = await agentAt().begin(notes);
    const resource = 'resource' in change && change.resource === 'own' ? { resource: `${house.origin}/api` } : {};
    const answer = await ask(gerd, address, { ...change, ...resource });
    expect(end(answer.headers['location'] ?? '').get('error')).toBe(error);
    expect(await allowedBy(gerd)).toEqual([]);
  });

  it('a token for the one API that it was allowed, and no other by the back door', async () => {
    const hanna = await somebody();
    const agent = agentAt();
    const errand = await agent.begin(notes);
    const { location } = await allow(hanna, house.origin, errand.address);
    const code = end(location).get('code') ?? '';
    for (const resource of [secondNotes, `${house.origin}/api`, 'https://closed.example/']) {
      const refused = await send(house, '/oauth/token', {
        grant_type: 'authorization_code',
        client_id: errand.clientId,
        code,
        code_verifier: errand.verifier,
        redirect_uri: redirectUri,
        resource,
      });
      expect(await refused.json()).toMatchObject({ error: 'invalid_target' });
    }
    const fresh = await agent.begin(notes, errand.clientId);
    const tokens = await agent.redeem(fresh, (await allow(hanna, house.origin, fresh.address)).location);
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      aud: notes,
      scope: 'notes:read',
      client_id: errand.clientId,
    });
    const renewed = await agent.refresh(fresh, tokens.refresh_token ?? '');
    const next = (await renewed.json()) as { access_token: string; refresh_token: string };
    expect(decodeJwt(next.access_token)).toMatchObject({ aud: notes, scope: 'notes:read' });
    const elsewhere = await send(house, '/oauth/token', {
      grant_type: 'refresh_token',
      client_id: errand.clientId,
      refresh_token: next.refresh_token,
      resource: secondNotes,
    });
    expect(elsewhere.status).toBe(400);
  });

  it('nothing any more once its API is closed to such', async () => {
    const ina = await somebody();
    const brief = 'https://brief.example/';
    await openNotes(house, brief);
    const agent = agentAt(brief);
    const errand = await agent.begin(brief);
    const tokens = await agent.redeem(errand, (await allow(ina, house.origin, errand.address)).location);
    const tenantId = await tenantOf(house);
    await house.database.transaction({}, (tx) =>
      house.house.applications.within(tx, { actor: { kind: 'system' } }).changeResource(tenantId, {
        resource_uri: brief,
        name: 'Notes',
        scopes: { 'notes:read': 'Read your notes' },
      }),
    );
    await letMemoryFade();
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBe(400);
  });
});

describe('the account page', () => {
  it('shows what it is, where it may be used and what it may do, and ends all of it at once', async () => {
    const jan = await somebody();
    const agent = agentAt(notes, ['notes:read', 'notes:write']);
    const errand = await agent.begin(notes);
    const tokens = await agent.redeem(errand, (await allow(jan, house.origin, errand.address)).location);
    const asking = await createRelyingParty(house, {
      metadata: { client_name: 'Notes itself', allowed_resources: [notes], default_resource: notes },
    });
    const counts = async () =>
      (
        (await (await send(house, '/oauth/introspect', { token: tokens.access_token }, basic(asking))).json()) as {
          active: boolean;
        }
      ).active;
    expect(await counts()).toBe(true);

    const page = await jan.get('/account/applications');
    for (const text of [
      'Notes agent',
      'It registered itself; nobody here has checked it.',
      'In your name, it uses',
      'Read your notes',
      'Write notes for you',
    ])
      expect(page.body).toContain(text);
    const remove = '/account/applications/remove';
    expect((await jan.post(remove, page.hidden(remove))).status).toBe(303);

    expect(await counts()).toBe(false);
    expect((await agent.refresh(errand, tokens.refresh_token ?? '')).status).toBe(400);
    expect(await allowedBy(jan)).toEqual([]);
    expect((await ask(jan, errand.address)).body).toContain('Nobody here has checked');
    const { customerId } = await sessionOf(house, jan);
    const entries = await house.sql<{ event: string; data: object }>(
      `select event, data from ledger_entries where customer_id = $1 and event like 'consent.%' order by entry_id`,
      [customerId],
    );
    const scopes = ['notes:read', 'notes:write'];
    expect(entries).toEqual([
      { event: 'consent.granted', data: { applicationId: errand.clientId, scopes, resources: [notes] } },
      { event: 'consent.withdrawn', data: { applicationId: errand.clientId, scopes } },
    ]);
  });
});
