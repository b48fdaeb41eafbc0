import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { isPass, makePass } from './mailbox-pass.ts';

const mac = async (tenantId: string, purpose: string, text: string) =>
  createHmac('sha256', `${tenantId} ${purpose}`).update(text).digest();
const place = { tenantId: 'tnt_1', neighbourhood: 'net', flowId: 'flw_1', address: 'Anna@example.com' };
const now = new Date('2026-11-22T12:00:00Z');

it('a pass serves one address in one journey of one network, for ten minutes', async () => {
  const pass = await makePass(mac, place, now);
  expect(await isPass(mac, { pass, place: { ...place, address: ' anna@EXAMPLE.com ' }, now })).toBe(true);
  for (const other of [
    { tenantId: 'tnt_2' },
    { neighbourhood: 'x' },
    { flowId: 'flw_2' },
    { address: 'b@example.com' },
    { address: 'no address' },
  ])
    expect(await isPass(mac, { pass, place: { ...place, ...other }, now })).toBe(false);
  expect(await isPass(mac, { pass, place, now: new Date(now.getTime() + 600_000) })).toBe(false);
  const longer = pass.replace(/\d{10}/, '9999999999');
  for (const bad of [longer, `${pass}A`, 'pass.1.', pass.slice(0, -1)])
    expect(await isPass(mac, { pass: bad, place, now })).toBe(false);
});

it('a pass is good for the account that was proven, not for one whose name only Unicode folds alike', async () => {
  for (const [proven, other] of [
    ['Özge@example.com', 'özge@example.com'],
    ['İpek@example.com', 'i̇pek@example.com'],
  ] as const) {
    const pass = await makePass(mac, { ...place, address: proven }, now);
    expect(await isPass(mac, { pass, place: { ...place, address: other }, now })).toBe(false);
    expect(await isPass(mac, { pass, place: { ...place, address: `${proven} ` }, now })).toBe(true);
  }
  const none = { ...place, address: 'anna' };
  expect(await isPass(mac, { pass: await makePass(mac, none, now), place: none, now })).toBe(false);
});
