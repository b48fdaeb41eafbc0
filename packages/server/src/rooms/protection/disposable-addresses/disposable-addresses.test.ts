import { describe, expect, it } from 'vitest';
import { refusesAddress } from './index.ts';

const allow = { disposableAddresses: 'allow', refusedDomains: [], allowedDomains: [] } as const;
const refuse = { ...allow, disposableAddresses: 'refuse' } as const;

describe('addresses that a tenant takes nobody with', () => {
  it.each(['anna@mailinator.com', 'anna@inbox.mailinator.com', 'anna@a.b.yopmail.com'])(
    'of a service that gives mailboxes away, and of those below it: %s',
    async (address) => {
      expect(await refusesAddress(refuse, address)).toBe(true);
      expect(await refusesAddress(allow, address)).toBe(false);
    },
  );

  it.each([
    'anna@example.com',
    'anna@gmail.com',
    'anna@mailinator.example.com',
    'mailinator.com@example.org',
    'anna@com',
  ])('are not those that only look alike: %s', async (address) =>
    expect(await refusesAddress(refuse, address)).toBe(false),
  );

  it('are those of domains it names, whatever it says of the list', async () => {
    const rules = { ...allow, refusedDomains: ['rival.example'] };
    expect(await refusesAddress(rules, 'anna@rival.example')).toBe(true);
    expect(await refusesAddress(rules, 'anna@eu.rival.example')).toBe(true);
    expect(await refusesAddress(rules, 'anna@unrival.example')).toBe(false);
  });

  it('are not those it allows by name', async () => {
    const rules = {
      ...refuse,
      refusedDomains: ['rival.example'],
      allowedDomains: ['mailinator.com', 'eu.rival.example'],
    };
    expect(await refusesAddress(rules, 'anna@mailinator.com')).toBe(false);
    expect(await refusesAddress(rules, 'anna@eu.rival.example')).toBe(false);
    expect(await refusesAddress(rules, 'anna@rival.example')).toBe(true);
  });
});
