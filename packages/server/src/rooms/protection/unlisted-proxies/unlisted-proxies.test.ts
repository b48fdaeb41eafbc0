import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../../test/database.ts';
import { createAddressCharges } from '../address-charges.ts';
import { type Budget, budgets } from '../budgets.ts';
import { findProxies } from '../store/unlisted-proxies.ts';
import { createUnlistedProxies } from './index.ts';

const forwarded = { 'x-forwarded-for': '198.51.100.7' };
const isPrivate = (address: string) => /^(10\.|127\.|fd00:)/.test(address);
const nowhere = { reader: null as never };

function scene(trustedProxies: readonly string[] = []) {
  let at = 0;
  const said: unknown[] = [];
  const logger = {
    ...console,
    debug() {},
    info() {},
    error() {},
    warn: (_: string, fields: unknown) => said.push(fields),
  };
  const clock = { now: () => new Date(), monotonicMilliseconds: () => at };
  const proxies = createUnlistedProxies({
    database: nowhere,
    clock,
    logger: logger as never,
    trustedProxies,
    isPrivate,
  });
  return { proxies, said, later: (minutes: number) => (at += minutes * 60_000) };
}

it('a private peer that hands requests on stands for many, for as long as it goes on', () => {
  const { proxies, later } = scene();
  expect(proxies.has('10.0.0.5')).toBe(false);
  proxies.note('10.0.0.5', forwarded);
  expect([proxies.has('10.0.0.5'), proxies.has('::ffff:10.0.0.5'), proxies.has('10.0.0.6')]).toEqual([
    true,
    true,
    false,
  ]);
  later(61);
  expect(proxies.has('10.0.0.5')).toBe(false);
  proxies.note('::ffff:10.0.0.5', { forwarded: 'for=198.51.100.7' });
  expect(proxies.has('10.0.0.5')).toBe(true);
});

it('no header of a stranger does so: not over a public connection, and not where proxies are listed', () => {
  const { proxies } = scene();
  for (const peer of ['203.0.113.9', '2001:db8::1', '::ffff:203.0.113.9', '', 'unknown', undefined]) {
    proxies.note(peer, { ...forwarded, forwarded: 'for=10.0.0.5', 'x-real-ip': '10.0.0.5' });
    expect(proxies.has(peer ?? '')).toBe(false);
  }
  expect(proxies.has('10.0.0.5')).toBe(false);
  const listed = scene(['10.0.0.1/32']);
  listed.proxies.note('10.0.0.5', forwarded);
  expect(listed.proxies.has('10.0.0.5')).toBe(false);
  const direct = scene();
  direct.proxies.note('10.0.0.5', { 'user-agent': 'x' });
  expect(direct.proxies.has('10.0.0.5')).toBe(false);
});

it('memory is bounded, and the log names each address once an hour', () => {
  const { proxies, said, later } = scene();
  for (let round = 0; round < 5; round += 1) proxies.note('10.0.0.5', forwarded);
  expect(said.filter((fields) => JSON.stringify(fields) === '{"address":"10.0.0.5"}')).toHaveLength(1);
  later(61);
  proxies.note('10.0.0.5', forwarded);
  expect(said.filter((fields) => JSON.stringify(fields) === '{"address":"10.0.0.5"}')).toHaveLength(2);
  for (let peer = 0; peer < 200; peer += 1) proxies.note(`10.0.1.${peer}`, forwarded);
  expect(Array.from({ length: 200 }, (_, peer) => proxies.has(`10.0.1.${peer}`)).filter(Boolean)).toHaveLength(64);
});

it('what is seen is kept for doctor and console', async () => {
  const { database, drop, sql } = await createTestDatabase();
  const clock = { now: () => new Date(), monotonicMilliseconds: () => 0 };
  const logger = { warn() {} } as never;
  const proxies = createUnlistedProxies({ database, clock, logger, trustedProxies: [], isPrivate });
  proxies.note('10.0.0.5', forwarded);
  await expect.poll(() => findProxies(database.reader)).toEqual(['10.0.0.5']);
  await sql("update unlisted_proxies set last_seen_at = now() - interval '4 hours'");
  expect(await findProxies(database.reader)).toEqual([]);
  await drop();
});

it('an address pays for itself, its neighbourhood and its network; one that stands for many for itself and the tenant', () => {
  const networkOf = (address: string) => (address === '198.51.100.7' ? '64500' : null);
  const charges = createAddressCharges({ networkOf, standsForMany: (address) => address === '10.0.0.5' });
  const named = (address: string, action: Parameters<typeof charges>[1]) =>
    charges(address, action).map(({ budget, key }) => `${budget} ${key}`);
  expect(named('198.51.100.7', 'sign-in')).toEqual([
    'sign-in.source 198.51.100.7',
    'sign-in.neighbourhood 198.51.100.0/24',
    expect.stringMatching(/^sign-in\.network 64500 [0-7]$/),
  ]);
  expect(named('198.51.100.7', 'flow')).toHaveLength(2);
  expect(named('203.0.113.9', 'sign-in')).toHaveLength(2);
  expect(named('10.0.0.5', 'sign-in')).toEqual(['sign-in.proxy 10.0.0.5', 'sign-in.tenant all']);
  expect(named('::ffff:10.0.0.5', 'sign-in')).toHaveLength(2);
  for (const action of ['device-code', 'registration', 'document'] as const)
    expect(named('10.0.0.5', action)).toEqual([`${action}.proxy 10.0.0.5`]);
});

it('no address goes unbounded: one that stands for many has twenty times what one source has', () => {
  const all: Readonly<Record<string, Budget>> = budgets;
  const ofProxies = Object.keys(all).filter((name) => name.endsWith('.proxy'));
  expect(ofProxies).toHaveLength(11);
  for (const name of ofProxies) {
    const { burst, paceSeconds, mayBeForgotten } = all[name.replace('.proxy', '.source')] as Budget;
    expect({ name, ...all[name], paceSeconds: undefined }).toEqual({
      ...{ name, burst: burst * 20, paceSeconds: undefined },
      ...(mayBeForgotten === undefined ? {} : { mayBeForgotten }),
    });
    expect(all[name]?.paceSeconds).toBeCloseTo(paceSeconds / 20);
  }
});
