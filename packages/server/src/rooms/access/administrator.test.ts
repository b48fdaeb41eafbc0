import { administratorRoleNames, administratorRoles, permissionNames } from '@cardea/contract';
import { expect, test } from 'vitest';
import { covers, permissionsAmong, permissionsOfRoles, toRoles } from './administrator.ts';
import { refusesSession, secondFactorRule } from './second-factor.ts';

const first = { isDefault: true };
const other = { isDefault: false };

test('an owner holds every permission there is, and nobody else does', () => {
  for (const role of administratorRoleNames) {
    const held = permissionsOfRoles([role], first);
    expect(held.size === permissionNames.length).toBe(role === 'owner');
    expect(covers(permissionsOfRoles(['owner'], first), held)).toBe(true);
  }
});

test('whoever may write may read', () => {
  expect(permissionsAmong(['settings:write'], first)).toEqual(new Set(['settings:write', 'settings:read']));
  expect(permissionsAmong(['customers:import'], first)).toEqual(new Set(['customers:import']));
});

test('what concerns the installation is held at its first tenant only, by role and by token', () => {
  const owner = permissionsOfRoles(['owner'], other);
  for (const permission of ['tenants:read', 'tenants:write', 'system:read'] as const) {
    expect(permissionsOfRoles(['owner'], first).has(permission)).toBe(true);
    expect(owner.has(permission)).toBe(false);
    expect(permissionsAmong([permission], other)).toEqual(new Set());
  }
});

test('no two roles together are more than the owner, and each role alone is less than two that differ', () => {
  for (const giver of administratorRoleNames)
    for (const given of administratorRoleNames) {
      const may = covers(permissionsOfRoles([giver], first), permissionsOfRoles([given], first));
      const expected = [...permissionsOfRoles([given], first)].every((name) =>
        permissionsOfRoles([giver], first).has(name),
      );
      expect([giver, given, may]).toEqual([giver, given, expected]);
    }
  expect(covers(permissionsOfRoles(['security'], first), permissionsOfRoles(['owner'], first))).toBe(false);
  expect(covers(permissionsOfRoles(['security'], first), permissionsOfRoles(['support'], first))).toBe(true);
});

test('scopes and roles that this version does not know allow nothing', () => {
  expect(permissionsAmong(['openid', 'constructor', 'customers:everything', '__proto__'], first)).toEqual(new Set());
  expect(toRoles(['root', 'constructor', 'owner'])).toEqual(['owner']);
});

test('marketing sees figures and nothing else', () => {
  expect(administratorRoles.marketing).toEqual(['insights:read']);
});

test('a second factor is asked for outside loopback as soon as one exists, and refuses a password alone then', () => {
  expect(secondFactorRule({ isLoopback: true, factorsExist: true })).toBe('none');
  expect(secondFactorRule({ isLoopback: false, factorsExist: false })).toBe('once_available');
  expect(secondFactorRule({ isLoopback: false, factorsExist: true })).toBe('required');
  expect(refusesSession({ isLoopback: false, factorsExist: false }, ['pwd'])).toBe(false);
  expect(refusesSession({ isLoopback: false, factorsExist: true }, ['pwd'])).toBe(true);
  expect(refusesSession({ isLoopback: false, factorsExist: true }, ['pwd', 'otp', 'mfa'])).toBe(false);
  expect(refusesSession({ isLoopback: false, factorsExist: true }, ['swk', 'user', 'mfa'])).toBe(false);
  expect(refusesSession({ isLoopback: false, factorsExist: true }, ['pwd', 'sms', 'mfa'])).toBe(true);
  expect(refusesSession({ isLoopback: true, factorsExist: true }, ['pwd'])).toBe(false);
});
