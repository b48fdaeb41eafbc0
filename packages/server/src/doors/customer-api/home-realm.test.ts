/** Owners of a company's addresses sign in by its connection: in an interface of an application's own, and on the pages. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Kind, startKind } from '../../../attacks/connection-kinds.ts';
import { gains } from '../../../attacks/connection-visits.ts';
import { beginFlow, flowOf, goodPassword, registerCustomer, signIn } from '../../../attacks/people.ts';
import { gaveSession } from '../../../attacks/way-steps.ts';
import { createAdministrator } from '../../../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { letMemoryFade } from '../../../test/memory.ts';
import { createOwnInterface, type OpenJourney, type OwnInterface } from '../../../test/own-interface.ts';
import { createPasskeyAuthenticator } from '../../../test/passkey-authenticator.ts';
import { addPasskey, signInWithPasskey } from '../../../test/passkey-visits.ts';
import { atUpstream } from '../../../test/upstream/index.ts';
import type { Answer } from '../../../test/visitor.ts';

const redirectUri = 'https://app.example/callback';
const policy = { signIn: { methods: { emailCode: 'on' } } } as const;
const known = 'kim@contoso.example';
const colleague = 'lou@contoso.example';
const nobody = 'nobody@contoso.example';
let house: TestHouse;
let app: OwnInterface;
let contoso: Kind;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
  for (const email of [known, colleague]) await registerCustomer(house, email);
  await registerCustomer(house, 'kim@elsewhere.example');
  contoso = await startKind(house, 'openid', { connection_id: 'contoso', name: 'Contoso' });
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.sql(
    `insert into connection_domains (tenant_id, domain, connection_id, proof, proven_at)
     values ($1, 'contoso.example', 'contoso', 'x', now())`,
    [tenantId],
  );
  await house.house.tenants.changeSettings(tenantId, policy);
  await rule('required');
});
afterAll(async () => {
  await contoso.upstream.stop();
  await house.stop();
});
beforeEach(() => house.sql('delete from budgets'));

async function rule(rule: 'required' | 'offered'): Promise<void> {
  await house.sql("update connections set settings = settings || jsonb_build_object('domain_sign_in', $1::text)", [
    rule,
  ]);
  await letMemoryFade();
}

/** Whatever it takes to come in by something else, in an interface of an application's own. */
const tries: readonly (readonly [string, string, (journey: OpenJourney, email: string) => Promise<unknown>])[] = [
  ['a password', 'sign-in', (journey, identifier) => journey.act('password', { identifier, password: goodPassword })],
  ['a mailed code', 'sign-in', (journey, identifier) => journey.act('request-code', { identifier })],
  ['a recovery', 'recovery', (journey, email) => journey.act('address', { email })],
  [
    'a sign-up',
    'registration',
    (journey, email) => journey.act('details', { email, password: goodPassword, profile: {} }),
  ],
];

describe('addresses whose owners sign in by a connection alone', () => {
  it.each(tries)(
    'are refused with %s, which names the connection and tells nothing of accounts',
    async (_, kind, act) => {
      const before = await gains(house);
      const said = [];
      for (const email of [known, nobody, ' KIM@Contoso.Example ']) {
        const journey = await app.device().begin(kind);
        const answer = (await act(journey, email)) as { status: number; body: Record<string, unknown> };
        const { reference: _reference, ...body } = answer.body;
        said.push({ ...body, status: answer.status });
      }
      expect(said[0]).toMatchObject({
        ...{ status: 403, code: 'connection.required' },
        connection: { connection: 'contoso', name: 'Contoso' },
      });
      expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(await gains(house)).toEqual(before);
      const other = await app.device().begin(kind);
      const free = (await act(other, 'kim@elsewhere.example')) as { status: number };
      expect(free.status).toBe(200);
    },
  );

  it('lead to the connection on the pages, from the password, the code, the recovery and the sign-up', async () => {
    const leadsThere = (answer: Answer) => {
      expect(gaveSession(answer)).toBe(false);
      expect(answer.body).toContain('Contoso');
      const href = /href="(\/sign-in\/with\/contoso\?flow=[^"]+)"/
        .exec(answer.body)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#38;', '&');
      return href ?? '';
    };
    for (const email of [known, nobody]) {
      const pages: (readonly ['/sign-in' | '/recover' | '/sign-up', string, Readonly<Record<string, string>>])[] = [
        ['/sign-in', '/sign-in', { identifier: email, password: goodPassword }],
        ['/sign-in', '/sign-in', { identifier: email, password: '' }],
        ['/sign-in', '/sign-in/code/request', { identifier: email }],
        ['/recover', '/recover', { email }],
        ['/sign-up', '/sign-up', { email, password: goodPassword }],
      ];
      for (const [page, form, fields] of pages) {
        const visitor = house.visitor();
        const flow = await beginFlow(visitor, page);
        const href = leadsThere(await visitor.post(form, { flow, ...fields }));
        const sent = await visitor.request(href);
        expect(sent.headers['location'] ?? '').toContain(contoso.upstream.origin);
      }
    }
  });

  it('prove their account here once, so that both are linked, and only by that very connection', async () => {
    contoso.join({ login: 'kim', subject: 'kim', email: known, emailVerified: true, name: 'Kim' });
    const journey = await app.device().begin('sign-in');
    const asked = await journey.act('connection', { connection: 'contoso', redirect_uri: redirectUri });
    const { href } = asked.body['challenge'] as { href: string };
    const handed = await house.visitor().request((await atUpstream(contoso.upstream, href, 'kim')).path);
    const parameters = new URL(handed.headers['location'] ?? '').search.slice(1);
    expect((await journey.act('connection-return', { parameters })).body['state']).toBe('password');
    const another = await journey.act('password', { identifier: colleague, password: goodPassword });
    expect(another.body['code']).toBe('connection.required');
    const done = await journey.act('password', { identifier: known, password: goodPassword });
    expect(done.body['state']).toBe('complete');

    const browser = house.visitor();
    const flow = await beginFlow(browser, '/sign-in');
    const sent = await browser.request(`/sign-in/with/contoso?flow=${flow}`);
    const back = await atUpstream(contoso.upstream, sent.headers['location'] ?? '', 'kim');
    expect(gaveSession(await browser.request(back.path))).toBe(true);
  });

  it('cannot be got round by a user name: whoever knows its password is told where to go, and nobody else', async () => {
    const [tenantId = ''] = await house.house.tenants.listIds();
    await rule('offered');
    await house.house.tenants.changeSettings(tenantId, { ...policy, identifiers: { username: 'optional' } });
    const owner = house.visitor();
    await signIn(owner, known);
    await owner.fill('/account/sign-in/username', { username: 'kimble' });
    await rule('required');
    const by = async (identifier: string, password: string) =>
      (await (await app.device().begin('sign-in')).act('password', { identifier, password })).body['code'];
    expect(await by('kimble', 'wrong')).toBe('sign_in.refused');
    expect(await by('kimble', goodPassword)).toBe('connection.required');
    await house.house.tenants.changeSettings(tenantId, policy);
  });

  it('are bound as administrators too, by password and passkey alike, until the rule is lifted', async () => {
    const email = 'owner@contoso.example';
    await rule('offered');
    const { visitor, customerId } = await createAdministrator(house, email, 'owner');
    const authenticator = createPasskeyAuthenticator({ origin: house.origin });
    await addPasskey(visitor, authenticator);
    const key = async () => signInWithPasskey(house.visitor(), authenticator);
    expect(gaveSession(await key())).toBe(true);
    await rule('required');
    for (const answer of [await key(), await signIn(house.visitor(), email)]) {
      expect(gaveSession(answer)).toBe(false);
      expect(answer.body).toContain('/sign-in/with/contoso');
    }
    const rescue = await createAdministrator(house, 'owner@elsewhere.example', 'owner');
    expect((await rescue.call('GET', '/connections/contoso')).status).toBe(200);
    // Nor is a link of support's a way round it.
    const sent = await rescue.call('POST', `/customers/${customerId}/send-password-link`, { body: {} });
    expect([sent.status, sent.body['code']]).toEqual([403, 'connection.required']);
    // The session that is open stays: whoever switched it on can switch it off.
    expect((await visitor.request('/account')).status).toBe(200);
    await rule('offered');
    expect(gaveSession(await key())).toBe(true);
    await rule('required');
  });

  it('may still use their password where the connection is only offered', async () => {
    await rule('offered');
    expect(gaveSession(await signIn(house.visitor(), known))).toBe(true);
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    const offered = await visitor.post('/sign-in', { flow, identifier: known, password: '' });
    expect(offered.body).toContain(`/sign-in/with/contoso?flow=${flow}`);
    expect(flowOf(await visitor.fill('/recover', { email: known }))).toMatch(/^flw_/);
    await rule('required');
  });
});
