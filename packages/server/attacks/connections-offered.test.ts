/**
 * An application that offers some of the connections: nobody comes to it by another one, whatever address they open, and no
 * application is a way around the one connection that owners of a domain have to take.
 */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createOwnInterface, type OwnInterface } from '../test/own-interface.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import { atUpstream } from '../test/upstream/index.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { type Kind, startKind } from './connection-kinds.ts';
import { newcomer } from './connection-people.ts';
import { bring, expectNothing, gains, goThere, signUpBy } from './connection-visits.ts';
import { flowOf, goodPassword, registerCustomer } from './people.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let tenantId = '';
let staff: Manager;
let shop: RelyingParty;
let app: OwnInterface;
let contoso: Kind;
let github: Kind;
const redirectUri = 'https://app.example/callback';
beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
  staff = await createManager(house, 'applications:read applications:write connections:read connections:write');
  shop = await createRelyingParty(house);
  app = await createOwnInterface(house);
  contoso = await startKind(house, 'openid', { connection_id: 'contoso', name: 'Contoso' });
  github = await startKind(house, 'github', { connection_id: 'github', name: 'GitHub' });
  await house.sql(
    `insert into connection_domains (tenant_id, domain, connection_id, proof, proven_at)
     values ($1, 'contoso.example', 'contoso', 'x', now())`,
    [tenantId],
  );
});
afterAll(async () => {
  await contoso.upstream.stop();
  await github.upstream.stop();
  await house.stop();
});
beforeEach(() => house.sql('delete from budgets'));

const offers = (connections: readonly string[] | null, application: { applicationId: string } = shop) =>
  house.house.applications.changeSettings(
    tenantId,
    application.applicationId,
    connections === null ? {} : { signIn: { connections } },
  );
/** The sign-in page on the way to the shop. */
const toShop = async (visitor: Visitor): Promise<Answer> =>
  follow(house, visitor, await visitor.request((await shop.begin()).address));
const buttons = ({ body }: Answer) => [...body.matchAll(/href="\/sign-in\/with\/([a-z-]+)\?/g)].map(([, id]) => id);
const flowIn = (page: Answer) => page.hidden('/sign-in')['flow'] ?? '';
const leave = (visitor: Visitor, connection: string, flow: string) =>
  visitor.request(`/sign-in/with/${connection}?flow=${flow}`);

describe('the connections of an application', () => {
  it('are all, none or those chosen, on its pages and in its journeys; another application has its own', async () => {
    const shown = async () => {
      const visitor = house.visitor();
      const page = await toShop(visitor);
      const signUp = await visitor.get(`/sign-up?from=${flowIn(page)}`);
      expect(buttons(signUp)).toEqual(buttons(page));
      return buttons(page);
    };
    const named = async (kind = 'sign-in') =>
      ((await app.device().begin(kind)).begun.body['connections'] as { connection: string }[] | undefined)?.map(
        ({ connection }) => connection,
      );
    expect([await shown(), await named()]).toEqual([
      ['contoso', 'github'],
      ['contoso', 'github'],
    ]);
    await offers(['github']);
    await offers(['contoso'], app);
    expect([await shown(), await named(), await named('registration')]).toEqual([['github'], ['contoso'], ['contoso']]);
    await offers([], app);
    expect([await shown(), await named()]).toEqual([['github'], undefined]);
    const { begun } = await app.device().begin('sign-in');
    expect(begun.body['methods']).not.toContain('connection');
    expect(buttons(await house.visitor().get('/sign-in'))).toEqual(['contoso', 'github']);
    // What was said before there was a choice counts as it did.
    const { applicationId } = shop;
    const off = { signIn: { methods: { connection: 'off' } } };
    await house.house.applications.changeSettings(tenantId, applicationId, off);
    expect(await shown()).toEqual([]);
    await offers(null, app);
    await offers(null);
  });

  it('are the only ones that lead out, by whatever address or name, and back in', async () => {
    const visitor = house.visitor();
    const flow = flowIn(await toShop(visitor));
    const { login } = newcomer(contoso);
    const waiting = house.visitor();
    const back = await goThere(waiting, contoso, login, flowIn(await toShop(waiting)));
    await offers(['github']);
    await offers(['github'], app);
    const refused = await expectNothing(house, () => leave(visitor, 'contoso', flow));
    expect([refused.status, refused.headers['location']]).toEqual([404, undefined]);
    expect((await expectNothing(house, () => bring(waiting, contoso, back))).status).toBe(404);
    expect((await leave(visitor, 'github', flow)).headers['location']).toContain(github.upstream.origin);
    const journey = await app.device().begin('sign-in');
    const asked = await journey.act('connection', { connection: 'contoso', redirect_uri: redirectUri });
    expect([asked.status, asked.body['code']]).toEqual([404, 'connection.not_found']);
    await offers(null, app);
    await offers(null);
  });

  it('are those that a sign-up ends with: what was left out meanwhile makes no account', async () => {
    const visitor = house.visitor();
    const { login, email } = newcomer(contoso);
    const back = await goThere(visitor, contoso, login, flowIn(await toShop(visitor)));
    const signUp = flowOf(await bring(visitor, contoso, back));
    await offers(['github']);
    const refused = await expectNothing(house, () =>
      visitor.fill(`/sign-up/with?flow=${signUp}`, { email, name: 'Pat Person' }),
    );
    expect(refused.status).toBe(404);
    await offers(null);
  });

  it('decide whether an open session is enough: one begun by another signs in again', async () => {
    const { login } = newcomer(contoso);
    const visitor = await signUpBy(house, contoso, login);
    const arrives = async () => {
      const answer = await toShop(visitor);
      return (answer.headers['location'] ?? '').startsWith('https://shop.example/callback');
    };
    expect(await arrives()).toBe(true);
    await offers(['github']);
    expect(await arrives()).toBe(false);
    await offers(['contoso']);
    expect(await arrives()).toBe(true);
    await offers(null);
  });

  it('are of its own tenant: a journey of another tenant has none of them, and no list names one of another', async () => {
    const host = 'second.localhost:4000';
    const second = (await house.house.tenants.create({ name: 'Second', host })) ?? '';
    const there = house.visitor({ host, origin: `http://${host}` });
    const flow = flowIn(await there.get('/sign-in'));
    expect((await leave(there, 'contoso', flow)).status).toBe(404);
    expect((await leave(house.visitor(), 'contoso', flow)).headers['location']).toBeUndefined();
    const metadata = { client_name: 'Other', redirect_uris: ['https://other.example/cb'] };
    const { applicationId } = await house.house.applications.register(second, { firstParty: true, metadata });
    const { applications } = house.house;
    await expect(
      applications.changeSettings(second, applicationId, { signIn: { connections: ['contoso'] } }),
    ).rejects.toMatchObject({ fields: { 'signIn.connections': 'unknown_connection' } });
    const path = `/applications/${applicationId}/settings`;
    expect((await staff.call('GET', path)).status).toBe(404);
  });
});

describe('a domain whose owners have to take a connection', () => {
  const tell = async (rule: 'required' | 'offered') => {
    await house.sql(
      "update connections set settings = settings || jsonb_build_object('domain_sign_in', $1::text) where connection_id = 'contoso'",
      [rule],
    );
    await letMemoryFade();
  };
  const known = 'kim@contoso.example';

  it('gets nobody in by an application that leaves the connection out, and nobody learns of accounts', async () => {
    await registerCustomer(house, known);
    await tell('required');
    await offers(['github']);
    await offers(['github'], app);
    const before = await gains(house);
    const said = [];
    for (const identifier of [known, 'nobody@contoso.example']) {
      const visitor = house.visitor();
      const flow = flowIn(await toShop(visitor));
      for (const password of [goodPassword, '']) {
        const answer = await visitor.post('/sign-in', { flow, identifier, password });
        expect([answer.status, gaveSession(answer), buttons(answer)]).toEqual([403, false, ['github']]);
        expect(answer.body).toContain('this application does not accept it');
      }
      const journey = await app.device().begin('sign-in');
      const { status, body } = await journey.act('password', { identifier, password: goodPassword });
      said.push([status, body['code'], body['connection']]);
      const recovery = await app.device().begin('recovery');
      said.push([(await recovery.act('address', { email: identifier })).body['code']]);
    }
    const refused = [[403, 'connection.not_offered', undefined], ['connection.not_offered']];
    expect(said).toEqual([...refused, ...refused]);
    expect(await gains(house)).toEqual(before);
  });

  it('where another way may be taken, is led nowhere by an application that leaves it out', async () => {
    await tell('offered');
    const visitor = house.visitor();
    const flow = flowIn(await toShop(visitor));
    const asked = await visitor.post('/sign-in', { flow, identifier: known, password: '' });
    expect(asked.body).not.toContain('Contoso');
    expect(gaveSession(await visitor.post('/sign-in', { flow, identifier: known, password: goodPassword }))).toBe(true);
    await offers(null, app);
    await offers(null);
  });
});

describe('the choice', () => {
  it('is refused where it names what is not there, and follows what goes', async () => {
    const made = await startKind(house, 'openid', { connection_id: 'passing', name: 'Passing' });
    const path = `/applications/${shop.applicationId}/settings`;
    const set = async (connections: unknown) => {
      const { headers } = await staff.call('GET', path);
      const body = { signIn: { connections } };
      return staff.call('PATCH', path, { body, headers: { 'if-match': String(headers['etag']) } });
    };
    for (const [wrong, textId] of [
      [['passing', 'nothing-here'], 'unknown_connection'],
      [["'; drop table connections"], undefined],
      ['passing', undefined],
    ] as const) {
      const refused = await set(wrong);
      expect(refused.status).toBe(400);
      if (textId !== undefined)
        expect(refused.body['errors']).toMatchObject([{ pointer: '/signIn/connections', text_id: textId }]);
    }
    const chosen = await set(['passing']);
    expect(chosen.body).toMatchObject({
      settings: { signIn: { connections: ['passing'] } },
      effective: { signIn: { connections: ['passing'] } },
    });
    const visitor = house.visitor();
    const page = await toShop(visitor);
    expect(buttons(page)).toEqual(['passing']);
    const { login } = newcomer(made);
    const sent = await leave(visitor, 'passing', flowIn(page));
    const back = await atUpstream(made.upstream, sent.headers['location'] ?? '', login);
    const { headers } = await staff.call('GET', '/connections/passing');
    const gone = await staff.call('DELETE', '/connections/passing', {
      headers: { 'if-match': String(headers['etag']) },
    });
    expect(gone.status).toBe(204);
    expect((await expectNothing(house, () => visitor.request(back.path))).status).toBe(400);
    // Nothing is left is not the same as nothing was chosen, and what is called so later was chosen by nobody.
    expect(buttons(await toShop(house.visitor()))).toEqual([]);
    expect((await staff.call('GET', path)).body['settings']).toMatchObject({ signIn: { connections: [] } });
    await made.upstream.stop();
    const again = await startKind(house, 'openid', { connection_id: 'passing', name: 'Passing' });
    await letMemoryFade();
    expect(buttons(await toShop(house.visitor()))).toEqual([]);
    expect((await set(null)).body['settings']).not.toHaveProperty('signIn.connections');
    expect(buttons(await toShop(house.visitor()))).toContain('passing');
    await again.upstream.stop();
  });

  it.each([
    ['it is saved', () => offers(['leaving', 'github'])],
    [
      'a file of it is applied',
      () => {
        const settings = '{ signIn: { connections: [leaving, github] } }';
        const text = `applications:\n  listed: { client_name: Anew, redirect_uris: ["https://listed.example/cb"], settings: ${settings} }`;
        return house.house.configuration.apply(tenantId, text, { actor: { kind: 'system' } });
      },
    ],
  ])('may lose a connection at the moment that %s: neither waits for the other', async (_, choose) => {
    await startKind(house, 'openid', { connection_id: 'leaving', name: 'Leaving' }).then(({ upstream }) =>
      upstream.stop(),
    );
    const { applications } = house.house;
    const metadata = { client_name: 'Listed', redirect_uris: ['https://listed.example/cb'] };
    if ((await applications.find(tenantId, 'listed')) === null)
      await applications.register(tenantId, { applicationId: 'listed', firstParty: true, metadata });
    for (const applicationId of ['listed', shop.applicationId]) await offers(['leaving'], { applicationId });
    const waiting = async (count: number) => {
      const asked = () =>
        house.sql("select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
      await expect.poll(async () => (await asked()).length).toBe(count);
    };
    const holder = new pg.Client({ connectionString: house.ownerUrl });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('select from applications where tenant_id = $1 for update', [tenantId]);
      const chosen = choose();
      await waiting(1);
      const { headers } = await staff.call('GET', '/connections/leaving');
      const going = staff.call('DELETE', '/connections/leaving', { headers: { 'if-match': String(headers['etag']) } });
      await waiting(2);
      await holder.query('commit');
      await chosen;
      expect((await going).status).toBe(204);
    } finally {
      await holder.end();
    }
    const lists = await house.sql(
      "select settings #> '{signIn,connections}' as list from applications where settings::text like '%leaving%'",
    );
    expect(lists).toEqual([]);
    await offers(null);
  });
});
