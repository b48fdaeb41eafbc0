import { describe, expect, it } from 'vitest';
import { meetingOf, type Policy, towards } from './meet.ts';

const usual: Policy = {
  ...{ password: 'on', passkey: 'on', emailCode: 'off', emailLink: 'off', smsCode: 'off', authenticator: 'on' },
  ...{ secondFactor: 'enrolled', graceDays: 0, rememberDays: 30, nudges: true, lostHours: 24 },
  ...{ phone: 'off', numberAlone: 'off', canSend: false, connection: 'on', hasConnections: false },
};
const stepsOf = (change: Partial<Policy>) => meetingOf({ ...usual, ...change }).steps.map(({ id }) => id);
const warned = (change: Partial<Policy>) => meetingOf({ ...usual, ...change }).warnings;

describe('what a customer will meet', () => {
  it('is what the default policy says, in order', () => {
    expect(stepsOf({})).toEqual([
      'methods.meet.first',
      'methods.meet.enrolled',
      'methods.meet.passkey-alone',
      'methods.meet.remember',
      'methods.meet.nudge',
      'methods.meet.in',
      'methods.meet.lost',
    ]);
    expect(meetingOf(usual).steps[0]?.ways).toEqual(['methods.way.password', 'methods.way.passkey']);
    expect(meetingOf(usual).warnings).toEqual([]);
  });

  it('names accounts elsewhere beside the others, once there is a connection, and never as the only way', () => {
    const ways = (change: Partial<Policy>) => meetingOf({ ...usual, hasConnections: true, ...change }).steps[0]?.ways;
    expect(ways({})).toEqual(['methods.way.password', 'methods.way.passkey', 'methods.way.connection']);
    expect(ways({ connection: 'off' })).not.toContain('methods.way.connection');
    expect(warned({ password: 'off', passkey: 'off', hasConnections: true })).toEqual([
      { id: 'methods.warn.no-first', locksOut: true },
    ]);
  });

  it('asks nothing more of anybody where no second step is wanted', () => {
    expect(stepsOf({ secondFactor: 'off', nudges: false })).toEqual(['methods.meet.first', 'methods.meet.in']);
  });

  it('has everybody set one up where it is required: at once, or after the grace', () => {
    expect(stepsOf({ secondFactor: 'required' })).toContain('methods.meet.enrol');
    expect(stepsOf({ secondFactor: 'required', graceDays: 7 })).toContain('methods.meet.grace');
  });
});

describe('what would keep people out', () => {
  it('is told alone where nobody can begin', () => {
    const none = { password: 'off', passkey: 'off' };
    expect(warned(none)).toEqual([{ id: 'methods.warn.no-first', locksOut: true }]);
    expect(stepsOf(none)).not.toContain('methods.meet.first');
  });

  it.each([
    ['methods.warn.no-second', { secondFactor: 'required', passkey: 'off', authenticator: 'off' }, true],
    ['methods.warn.passkey-only', { password: 'off' }, true],
    ['methods.warn.no-way', { smsCode: 'second', phone: 'optional' }, false],
    ['methods.warn.no-way', { smsCode: 'on', phone: 'optional', password: 'off', passkey: 'off' }, true],
    ['methods.warn.at-once', { secondFactor: 'required' }, false],
    ['methods.warn.no-delay', { lostHours: 0 }, false],
    ['methods.warn.number-alone', { numberAlone: 'on' }, true],
  ] as const)('%s for %j', (id, change, locksOut) => {
    expect(warned(change)).toContainEqual({ id, locksOut });
  });

  it('says of a required code by text message that nobody can have a number', () => {
    const change = { smsCode: 'second', passkey: 'off', authenticator: 'off', secondFactor: 'required' } as const;
    expect(warned(change)).toContainEqual({ id: 'methods.warn.no-phone', locksOut: true });
  });
});

describe('on the way to an application', () => {
  it('more may be asked than the business does, never less', () => {
    const strict = { ...usual, secondFactor: 'required', graceDays: 5, rememberDays: 10 };
    expect(towards(strict, { secondFactor: 'off', rememberDays: '60' })).toMatchObject({
      secondFactor: 'required',
      graceDays: 5,
      rememberDays: 10,
    });
    expect(towards(usual, { secondFactor: 'required' })).toMatchObject({ secondFactor: 'required', graceDays: 0 });
  });

  it('a choice that leaves nothing to begin with is passed over', () => {
    expect(towards(usual, { password: 'off', passkey: 'off' })).toMatchObject({ password: 'on', passkey: 'on' });
  });
});
