/**
 * One password tried at many accounts (case 26): each account sees a single failure, each address a single attempt, and
 * from the tenth account on the password opens nothing by itself. What two nodes see together reaches both, and what an
 * administrator takes back stays taken back.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { silentLogger } from '../test/silent-logger.ts';
import { createVisitor } from '../test/visitor.ts';
import { beginFlow, goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';

const sprayed = 'Winter in the North 2026';
let house: TestHouse;
let node: Awaited<ReturnType<TestHouse['anotherNode']>>;
let tenantId: string;
beforeAll(async () => {
  house = await startTestHouse({}, silentLogger, { detects: true });
  node = await house.anotherNode();
  tenantId = (await house.sql<{ tenant_id: string }>('select tenant_id from tenants'))[0]?.tenant_id ?? '';
});
afterAll(async () => {
  await node.stop();
  await house.stop();
});

const author = { actor: { kind: 'administrator', id: 'cus_00000000000000000000000000' } } as const;
const elsewhere = () => createVisitor({ port: node.port, host: 'localhost:4000', origin: house.origin });

async function until<Found>(look: () => Promise<Found | undefined> | Found | undefined): Promise<Found> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come to pass within thirty seconds');
}

const open = async (kind: string) =>
  (await house.house.detection.findings(tenantId, { after: null, limit: 50 })).find(
    (finding) => finding.kind === kind && finding.endedAt === null,
  );

const mailAbout = (subject: string) =>
  until(async () => (await house.mails()).find((mail) => mail.subject.includes(subject)));

describe('a password that is tried at many accounts', () => {
  it('is caught by the tenth, opens nothing by itself, and other passwords do', async () => {
    await registerCustomer(house, 'weak@spray.example', { password: sprayed });
    await registerCustomer(house, 'fine@spray.example');
    const browser = house.visitor();
    const flow = await beginFlow(browser, '/sign-in');
    for (let count = 0; count < 10; count += 1) {
      const fields = { flow, identifier: `sprayed${count}@spray.example`, password: sprayed };
      const headers = { 'x-forwarded-for': `198.${18 + (count % 2)}.${count}.9`, 'user-agent': `Browser ${count}` };
      expect((await browser.post('/sign-in', fields, headers)).status).toBe(401);
    }
    const thief = house.visitor();
    const answer = await signIn(thief, 'weak@spray.example', sprayed);
    expect(answer.headers['location']).toMatch(/^\/sign-in\/second\?/);
    expect(await isSignedIn(thief)).toBe(false);
    const other = house.visitor();
    expect((await signIn(other, 'fine@spray.example')).headers['location']).toBe('/account');
    expect(await until(() => open('password_spray'))).toMatchObject({ action: 'confirmed', about: null });
  }, 60_000);

  it('may be taken back, and is not raised again for a day', async () => {
    const { findingId } = await until(() => open('password_spray'));
    expect(await house.house.detection.undo(tenantId, findingId, author)).toBe(true);
    expect(await house.house.detection.undo(tenantId, findingId, author)).toBe(false);
    expect((await signIn(house.visitor(), 'weak@spray.example', sprayed)).headers['location']).toBe('/account');
    expect(await open('password_spray')).toBeUndefined();
    expect(await house.house.detection.finding(tenantId, findingId)).toMatchObject({
      undone: { by: { kind: 'administrator' } },
    });
  }, 60_000);
});

describe('attack mode by the word of an administrator', () => {
  it('reaches the other node, has a right password confirmed there, and ends everywhere', async () => {
    const here = await registerCustomer(house, 'here@spray.example');
    await createAdministrator(house, 'owner@spray.example', 'owner');
    await house.house.detection.beginAttackMode(tenantId, { until: null }, author);
    expect(house.house.detection.modeOf(tenantId)).toBe('attack');
    const stranger = elsewhere();
    await until(async () => ((await stranger.get('/sign-in')).body.includes('challenge') ? true : undefined));
    expect((await signIn(stranger, 'here@spray.example')).status).toBe(403);
    // Its own browser, at the other node.
    const own = elsewhere();
    for (const [name, value] of here.cookies) if (name !== 'cardea_session') own.cookies.set(name, value);
    expect((await signIn(own, 'here@spray.example', goodPassword)).headers['location']).toBe('/account');
    expect(await house.house.detection.endAttackMode(tenantId, author)).toBe(true);
    expect(await house.house.detection.endAttackMode(tenantId, author)).toBe(false);
    await until(async () => ((await stranger.get('/sign-in')).body.includes('challenge') ? undefined : true));
    expect((await mailAbout('is under attack')).to).toBe('owner@spray.example');
    expect((await mailAbout('The attack upon')).text).toMatch(/Failed|failed|attempt/);
    const events = await house.sql<{ event: string; actor_kind: string }>(
      "select event, actor_kind from ledger_entries where event like 'protection.attack%' order by recorded_at",
    );
    expect(events.map(({ event, actor_kind }) => [event, actor_kind])).toEqual([
      ['protection.attack_mode_began', 'administrator'],
      ['protection.attack_mode_ended', 'administrator'],
    ]);
  }, 60_000);

  it('ends by itself when its time is over', async () => {
    await house.house.detection.beginAttackMode(tenantId, { until: new Date(Date.now() + 3_600_000) }, author);
    expect((await house.house.detection.posture(tenantId)).mode).toBe('attack');
    await house.sql("update protection_postures set mode_until = now() - interval '1 second'");
    await house.house.detection.share();
    expect((await house.house.detection.posture(tenantId)).mode).toBe('calm');
    await house.house.detection.share();
    expect(house.house.detection.modeOf(tenantId)).toBe('calm');
  }, 60_000);
});

describe('sources that are flagged', () => {
  it('are written down together, however many there are at once', async () => {
    const { detection } = house.house;
    for (let count = 0; count < 60; count += 1) {
      const client = { address: `198.18.${Math.trunc(count / 5)}.9`, userAgent: '' };
      const account = { accountKey: `flagged ${count}`, isKnownAccount: false, isKnownDevice: false } as const;
      detection.observe(tenantId, { action: 'sign-in', client, ...account, result: 'failure', hasDeviceToken: false });
    }
    await detection.share();
    const written = await house.sql<{ findings: string; moments: string }>(`
      select count(*) as findings, count(distinct began_at) as moments from protection_findings
      where kind = 'flagged_source'`);
    expect(written).toEqual([{ findings: '12', moments: '1' }]);
    expect((await detection.posture(tenantId)).flags.filter(({ kind }) => kind === 'source')).toHaveLength(12);
  }, 60_000);

  it('end on every node, and attack mode with them, where detection is switched off; what a person began stays', async () => {
    const { detection, tenants } = house.house;
    const stranger = elsewhere();
    const isAsked = async () => (await stranger.get('/sign-in')).body.includes('challenge');
    await house.sql("update protection_postures set mode = 'attack', begun_by = 'system', mode_until = 'infinity'");
    await house.sql(`
      insert into protection_findings (tenant_id, finding_id, kind, key_digest, action, figures, ends_at)
      select '${tenantId}', 'of_many_' || n, 'flagged_source', sha256(n::text::bytea), 'noted', '{}', 'infinity'
      from generate_series(1, 250) n`);
    await house.sql('update protection_postures set changed_at = clock_timestamp()');
    await until(async () => ((await isAsked()) ? true : undefined));
    await tenants.changeSettings(tenantId, { protection: { detection: 'off' } });
    await until(async () => ((await isAsked()) ? undefined : true));
    await until(async () => ((await detection.posture(tenantId)).mode === 'calm' ? true : undefined));
    expect((await detection.posture(tenantId)).flags).toEqual([]);
    const isAllOver = async () =>
      (await house.sql('select 1 from protection_findings where ended_at is null limit 1')).length === 0;
    await until(async () => ((await isAllOver()) ? true : undefined));
    const ended = await house.sql(
      `select event, count(*)::int from ledger_entries where data->>'reason' = 'detection_off' group by 1 order by 1`,
    );
    expect(ended).toEqual([
      { event: 'protection.attack_mode_ended', count: 1 },
      { event: 'protection.finding_ended', count: expect.any(Number) },
    ]);
    expect(ended[1]?.['count']).toBeGreaterThanOrEqual(12 + 250);
    const many = await house.sql(`
      select count(*)::int as findings, count(distinct data->>'findingId')::int as entries
      from protection_findings as found left join ledger_entries on data->>'findingId' = found.finding_id
      where found.finding_id like 'of_many_%'`);
    expect(many).toEqual([{ findings: 250, entries: 250 }]);
    // Whoever has something to write down is not kept waiting for all of them.
    const moments = await house.sql(
      "select count(*)::int as ended from protection_findings where finding_id like 'of_many_%' group by ended_at",
    );
    expect(Math.max(...moments.map(({ ended: atOnce }) => Number(atOnce)))).toBeLessThan(101);
    expect((await mailAbout('was stopped')).text).toContain('switched detection off');

    // The switch itself goes on working, and nothing of detection's undoes it.
    await detection.beginAttackMode(tenantId, { until: null }, author);
    await until(async () => ((await isAsked()) ? true : undefined));
    await detection.share();
    expect((await detection.posture(tenantId)).mode).toBe('attack');
    await detection.endAttackMode(tenantId, author);
    await tenants.changeSettings(tenantId, {});
    await until(async () => ((await isAsked()) ? undefined : true));
  }, 60_000);
});

describe('a wave of sign-ups', () => {
  it('is seen by what it has in common, and can be picked out whole', async () => {
    const ids = await house.sql<{ customer_id: string }>(`
      insert into customers (tenant_id, customer_id, locale, state)
      select '${tenantId}', 'cus_' || lpad(n::text, 26, '0'), 'en', 'active' from generate_series(1, 24) n
      returning customer_id`);
    await house.sql(`
      insert into sign_up_traces (tenant_id, customer_id, neighbourhood, user_agent)
      select tenant_id, customer_id, '\\x01', '\\x02' from customers where customer_id like 'cus_000000000000000000000000%'`);
    await registerCustomer(house, 'honest@spray.example');
    await house.house.detection.share();
    await house.house.detection.share();
    const wave = await until(() => open('sign_up_wave'));
    expect(wave).toMatchObject({ action: 'challenged', figures: { signUps: 24 } });
    const picked = await house.house.detection.allSignUpsOf(tenantId, wave.findingId);
    expect(picked?.toSorted()).toEqual(ids.map((row) => row.customer_id).toSorted());
    expect(
      await house.house.detection.signUpsOf(tenantId, wave.findingId, { after: picked?.[21] ?? null, limit: 10 }),
    ).toHaveLength(2);
  }, 60_000);

  it('is told to owners in the mail about the week, once, and not where that is switched off', async () => {
    const sumUp = async () => house.house.detection.tasks['protection-digest']?.({});
    const summed = () => house.sql("select data from ledger_entries where event = 'protection.week_summed_up'");
    const aWeekAgo = "update protection_postures set digest_at = now() - interval '8 days'";
    await sumUp();
    expect(await summed()).toHaveLength(0);
    await house.sql(
      `update tenants set settings = settings || '{"protection": {"digest": "off"}}', version = version + 1`,
    );
    await until(async () => {
      const tenant = await house.house.tenants.byId(tenantId);
      return tenant?.settings.protection.digest === 'off' ? true : undefined;
    });
    await house.sql(aWeekAgo);
    await sumUp();
    expect(await summed()).toHaveLength(0);
    await house.sql(`update tenants set settings = settings - 'protection', version = version + 1`);
    await until(async () => {
      const tenant = await house.house.tenants.byId(tenantId);
      return tenant?.settings.protection.digest === 'on' ? true : undefined;
    });
    await house.sql(aWeekAgo);
    await Promise.all([sumUp(), sumUp()]);
    expect(await summed()).toHaveLength(1);
    const mail = await mailAbout('was protected from this week');
    expect(mail.text).toContain('Waves of sign-ups: 1');
    expect(mail.html).toContain('Waves of sign-ups: 1');
  }, 60_000);

  it('leaves what attempts were like by the hour', async () => {
    await house.house.detection.share();
    const span = { from: new Date(Date.now() - 7_200_000), to: new Date(Date.now() + 3_600_000) };
    const figures = await house.house.detection.figures(tenantId, span);
    const signIns = figures.filter(({ action }) => action === 'sign-in');
    expect(signIns.reduce((sum, { failures }) => sum + failures, 0)).toBeGreaterThanOrEqual(10);
  }, 60_000);
});
