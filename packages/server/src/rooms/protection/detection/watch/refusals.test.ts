import { describe, expect, it } from 'vitest';
import type { Charge } from '../../budgets.ts';
import { noteRefusals } from './refusals.ts';
import { createTenantWatch } from './tenant-watch.ts';

const minute = 60_000;

function refusing() {
  let now = Date.UTC(2026, 10, 22, 8);
  const watch = createTenantWatch('ten_1', now, true);
  return {
    refuse: (...charges: readonly Charge[]) => noteRefusals(watch, { refused: charges, asked: charges }, now),
    /** Of what was asked, the first alone had no room. */
    refuseFirst: (...asked: readonly Charge[]) => noteRefusals(watch, { refused: asked.slice(0, 1), asked }, now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    found: () => [...watch.sightings.values()].map(({ kind, action, figures }) => ({ kind, action, figures })),
  };
}

describe('budgets of messages that are used up', () => {
  it('are bombing from the tenth for one mailbox on, whoever asks from where', () => {
    const { refuse, found } = refusing();
    for (let count = 0; count < 9; count += 1) refuse({ budget: 'mail.recovery-network', key: `one:place ${count}` });
    expect(found()).toEqual([]);
    refuse({ budget: 'mail.recovery', key: 'one' });
    expect(found()).toEqual([
      { kind: 'mail_bombing', action: 'noted', figures: { refused: 10, recipients: 1, most: 10 } },
    ]);
  });

  it('are bombing for forty messages to many, and pumping where it is text messages', () => {
    const { refuse, found } = refusing();
    for (let count = 0; count < 40; count += 1) refuse({ budget: 'mail.recipient', key: `mailbox ${count}` });
    for (let count = 0; count < 40; count += 1) refuse({ budget: 'sms.recipient', key: `number ${count % 20}` });
    expect(found()).toEqual([
      { kind: 'mail_bombing', action: 'noted', figures: { refused: 40, recipients: 40, most: 1 } },
      { kind: 'sms_pumping', action: 'noted', figures: { refused: 40, recipients: 20, most: 2 } },
    ]);
  });

  it('count recipients as recipients, addresses as addresses, and each message once', () => {
    const { refuse, refuseFirst, found } = refusing();
    const asker = (count: number) => ({ budget: 'sms.source', key: `address ${count}` }) as const;
    const around = (count: number) => ({ budget: 'sms.neighbourhood', key: `around ${count}` }) as const;
    for (let count = 0; count < 10; count += 1)
      refuse(
        { budget: 'sms.recipient', key: `number ${count}` },
        { budget: 'sms.account', key: 'one' },
        asker(1),
        around(1),
      );
    expect(found()).toEqual([
      { kind: 'sms_pumping', action: 'noted', figures: { refused: 10, recipients: 10, most: 1, sources: 1 } },
    ]);
    // Held back for where they were asked for from alone: of some it is known for whom.
    for (let count = 0; count < 10; count += 1)
      refuseFirst(asker(count), { budget: 'sms.recipient', key: `number ${10 + count}` });
    refuseFirst(asker(3), around(3));
    expect(found()).toMatchObject([{ figures: { refused: 21, recipients: 20, most: 1, sources: 10 } }]);
  });

  it('name no recipients where nobody knows them', () => {
    const { refuse, found } = refusing();
    for (let count = 0; count < 10; count += 1) refuse({ budget: 'sms.source', key: 'one address' });
    expect(found()).toEqual([{ kind: 'sms_pumping', action: 'noted', figures: { refused: 10, sources: 1 } }]);
  });

  it('are nothing where people are impatient all day: a few messages too many, of several people', () => {
    const { refuse, pass, found } = refusing();
    for (let round = 0; round < 100; round += 1) {
      for (let person = 0; person < 12; person += 1)
        refuse({ budget: 'mail.recipient', key: `${round} ${person}` }, { budget: 'sign-in.source', key: 'office' });
      refuse({ budget: 'sms.recipient', key: `number ${round}` });
      pass(6 * minute);
    }
    expect(found()).toEqual([]);
  });

  it('are nothing where a notice waits for room and asks again and again', () => {
    const { refuse, found } = refusing();
    for (let count = 0; count < 100; count += 1) refuse({ budget: 'sms.urgent', key: `closing:somebody ${count % 9}` });
    expect(found()).toEqual([]);
  });

  it('are nothing where very many ask again for accounts that are not there', () => {
    const { refuse, found } = refusing();
    for (let count = 0; count < 500; count += 1) refuse({ budget: 'mail.no-account', key: `somebody ${count}` });
    expect(found()).toEqual([]);
  });
});
