import { eventCatalogue } from '@cardea/contract';
import { describe, expect, it } from 'vitest';
import { createTranslations } from '../messaging/index.ts';
import { activityKinds, kindOf, shownEvents } from './activity-kinds.ts';

describe('what is shown of the ledger', () => {
  it('has a sentence for every kind, and a kind for every sentence', () => {
    const { has } = createTranslations();
    expect(activityKinds.filter((kind) => !has(`pages:account.activity.events.${kind}`))).toEqual([]);
    expect(new Set(activityKinds).size).toBe(activityKinds.length);
  });

  it('names events that exist, and falls back when a newer node wrote a detail it does not know', () => {
    expect(shownEvents.filter((event) => !(event in eventCatalogue))).toEqual([]);
    expect(kindOf({ event: 'session.ended', data: { reason: 'signed_out' } })).toBe('session_ended_signed_out');
    expect(kindOf({ event: 'session.ended', data: { reason: 'of_the_future' } })).toBe('session_ended');
    expect(kindOf({ event: 'grant.opened', data: {} })).toBe('grant_opened');
  });
});
