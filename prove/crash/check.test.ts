import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import type { Evidence } from './evidence.ts';
import type { Attempt, History } from './history.ts';

const ok: Attempt = { at: 100, outcome: 'ok', status: 303 };
const unknown: Attempt = { at: 100, outcome: 'unknown', status: 0 };

type Changes = {
  [Part in keyof Evidence['truth']]?: Evidence['truth'][Part];
};

/** One person, registered without any trouble; `truth` replaces what the database holds. */
function evidence(history: Partial<History> = {}, truth: Changes = {}, rest: Partial<Evidence> = {}): Evidence {
  const entry = { customerId: 'cus', flowId: null };
  return {
    histories: [
      {
        email: 'a@mailbox.example',
        flowId: 'flw',
        signUps: [ok],
        verifications: [ok],
        afterwards: { signsIn: true, sessionLives: true },
        ...history,
      },
    ],
    mails: [
      { to: 'a@mailbox.example', messageId: 'msg', at: 200, code: '482913', linkToken: undefined, link: undefined },
    ],
    outages: [],
    truth: {
      flows: [{ flowId: 'flw', state: 'finished', carries: false }],
      proofs: [{ flowId: 'flw' }],
      entries: [
        { entryId: '1', event: 'registration.requested', flowId: 'flw', customerId: null },
        { ...entry, entryId: '2', event: 'customer.registered', flowId: 'flw' },
        { ...entry, entryId: '3', event: 'identifier.verified' },
        { ...entry, entryId: '4', event: 'password.set' },
      ],
      messages: [{ messageId: 'msg', entryId: '1', state: 'sent' }],
      customers: ['cus'],
      identifiers: ['cus'],
      credentials: ['cus'],
      ...truth,
    },
    ...rest,
  };
}

const whole = evidence().truth;
const without = (event: string) => whole.entries.filter((entry) => entry.event !== event);
const kinds = (given: Evidence) => [...new Set(check(given).map((fault) => fault.kind))];

describe('the check of a crash proof', () => {
  it('finds nothing when all is well', () => {
    expect(check(evidence())).toEqual([]);
  });

  it('accepts that what was not acknowledged has not happened', () => {
    const nothing: Changes = {
      flows: [{ flowId: 'flw', state: 'open', carries: false }],
      proofs: [],
      entries: [],
      messages: [],
      customers: [],
      identifiers: [],
      credentials: [],
    };
    const history = { signUps: [unknown], verifications: [] };
    expect(check({ ...evidence(history, nothing), mails: [] })).toEqual([]);
  });

  it.each([
    ['the owner cannot sign in', evidence({ afterwards: { signsIn: false } })],
    ['the session is gone', evidence({ afterwards: { signsIn: true, sessionLives: false } })],
    ['the entry is missing', evidence({}, { entries: without('registration.requested'), messages: [], proofs: [] })],
    ['the account never began', evidence({}, { entries: without('customer.registered') })],
    ['the message is missing', evidence({}, { messages: [] })],
    ['the message was never sent', evidence({}, { messages: [{ messageId: 'msg', entryId: '1', state: 'queued' }] })],
    ['no mail came', evidence({}, {}, { mails: [] })],
  ])('sees a loss when %s', (_what, given) => {
    expect(kinds(given)).toContain('lost');
  });

  it.each([
    ['an entry', evidence({}, { entries: [...whole.entries, ...whole.entries.slice(0, 1)] })],
    [
      'a message',
      evidence({}, { messages: [...whole.messages, { messageId: 'msb', entryId: '1', state: 'cancelled' }] }),
    ],
    ['an account', evidence({}, { entries: [...whole.entries, ...whole.entries.slice(1, 2)] })],
    ['a row', evidence({}, { identifiers: ['cus', 'cus'] })],
    [
      'a mail under another Message-ID',
      evidence({}, {}, { mails: [...evidence().mails, { ...evidence().mails[0]!, messageId: 'x' }] }),
    ],
    ['a mail without a kill', evidence({}, {}, { mails: [...evidence().mails, ...evidence().mails] })],
  ])('sees a duplicate of %s', (_what, given) => {
    expect(kinds(given)).toContain('duplicate');
  });

  it.each([
    ['a customer without a password', evidence({}, { credentials: [] })],
    ['an entry without its proof', evidence({}, { proofs: [] })],
    [
      'an account whose journey is still open',
      evidence({}, { flows: [{ flowId: 'flw', state: 'open', carries: true }] }),
    ],
    ['a mail to somebody else', evidence({}, {}, { mails: [{ ...evidence().mails[0]!, to: 'b@mailbox.example' }] })],
  ])('sees what is torn: %s', (_what, given) => {
    expect(kinds(given)).toContain('torn');
  });

  it('excuses a repeated mail only by a kill close to its acceptance', () => {
    const mails = [...evidence().mails, { ...evidence().mails[0]!, at: 3_000 }];
    const killAt = (from: number) => ({ mails, outages: [{ victim: 'server', from, until: from + 700 } as const] });
    expect(check(evidence({}, {}, killAt(210)))).toEqual([]);
    expect(check(evidence({}, {}, killAt(-400)))).toEqual([]);
    expect(kinds(evidence({}, {}, killAt(2_500)))).toEqual(['duplicate']);
    expect(kinds(evidence({}, {}, killAt(-600)))).toEqual(['duplicate']);
  });
});
