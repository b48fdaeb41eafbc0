/** `/api/admin/protection`: attacks upon the tenant, what was done about them, and how that is taken back. */
import { z } from 'zod';
import { findingActions, findingKinds } from '../../findings.ts';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';
import { idText, pageQuery } from './common.ts';

const count = z.int().min(0);
const tally = z.object({
  attempts: count,
  succeeded: count,
  failed: count,
  challenged: count.describe('Work was asked for first, and not done.'),
  refused: count.describe('A budget was used up, or the server had too much to do to look.'),
});
const noAttempts = { attempts: 0, succeeded: 0, failed: 0, challenged: 0, refused: 0 };

export const posture = named(
  'ProtectionPosture',
  'What is going on at this moment.',
  z.object({
    mode: z.enum(['calm', 'attack']),
    begun_by: z.enum(['detection', 'staff']).nullable(),
    began_at: time.nullable(),
    until: time.nullable().describe('When it ends by itself; null: when it is ended.'),
    finding_id: z.string().nullable().describe('What it began by, where detection began it.'),
    attempts: tally.nullable().describe('Since attack mode began; null while all is calm.'),
    accounts: count
      .nullable()
      .describe('How many different accounts were tried before it began, as far as they were counted: 4,096 at most.'),
    last_attack: z.object({ began_at: time, ended_at: time.nullable() }).nullable(),
    open_findings: count.describe('How many last; 1000 stands for as many or more.'),
    detection: z.enum(['on', 'off']),
    attack_mode: z.enum(['automatic', 'manual']),
    standing_aside: z
      .boolean()
      .describe(
        'Limits for single addresses stand aside: a proxy that TRUSTED_PROXIES does not name hands requests on.',
      ),
    proxies: z.array(z.string()).describe('Its addresses, for who holds `system:read`.'),
  }),
  {
    mode: 'attack',
    begun_by: 'detection',
    began_at: '2026-11-22T14:02:00Z',
    until: '2026-11-22T14:40:00Z',
    finding_id: 'fnd_0123456789abcdefghjkmnpqrs',
    attempts: { ...noAttempts, attempts: 1240, succeeded: 37, failed: 803, challenged: 400 },
    accounts: 830,
    last_attack: { began_at: '2026-11-22T14:02:00Z', ended_at: null },
    open_findings: 3,
    detection: 'on',
    attack_mode: 'automatic',
    standing_aside: false,
    proxies: [],
  },
);

export const begin = named(
  'BeginAttackMode',
  'How long it lasts. Asking again changes when it ends.',
  z.strictObject({ until: z.enum(['1h', '24h', 'until_ended']) }),
  { until: '1h' },
);

const finding = z.object({
  finding_id: z.string(),
  kind: z.enum(findingKinds),
  action: z
    .enum(findingActions)
    .describe(
      '`challenged`: whoever comes from there does some work first. `confirmed`: a right password is not enough there either.',
    ),
  state: z.enum(['open', 'ended', 'undone']),
  about: z
    .string()
    .nullable()
    .describe(
      'The address, network, browser or origin, for 30 days. A single address only for who holds `customers.personal:read`; else its neighbourhood.',
    ),
  country: z.string().nullable().describe('Where that address seems to be, as ISO 3166-1.'),
  figures: z
    .record(z.string(), z.number())
    .describe('What it rests on, such as `attempts`, `failures` and `accounts`.'),
  customer_id: z.string().nullable().describe('Whose account, where it is about one.'),
  began_at: time,
  last_seen_at: time,
  ended_at: time.nullable(),
  undone: z.object({ at: time, by: z.object({ kind: z.string(), id: z.string().nullable() }) }).nullable(),
});

const findingExample = {
  finding_id: 'fnd_0123456789abcdefghjkmnpqrs',
  kind: 'flagged_neighbourhood' as const,
  action: 'confirmed' as const,
  state: 'open' as const,
  about: '203.0.113.0/24',
  country: 'DE',
  figures: { attempts: 48, failures: 47, accounts: 46, test: 41.2 },
  customer_id: null,
  began_at: '2026-11-22T14:02:00Z',
  last_seen_at: '2026-11-22T14:09:00Z',
  ended_at: null,
  undone: null,
};

export const findings = named('ProtectionFindings', 'Findings, newest first.', listOf(finding), {
  items: [findingExample],
  next_cursor: null,
});

export const findingsQuery = pageQuery.extend({
  kind: z.enum(findingKinds).optional(),
  state: z.enum(['open', 'ended']).optional().describe('`ended`: also those that were taken back.'),
});

export const detail = named(
  'ProtectionFinding',
  'A finding.',
  finding.extend({ sign_ups: count.nullable().describe('Of a wave of sign-ups: how many accounts, 10,000 at most.') }),
  { ...findingExample, sign_ups: null },
);

export const remove = named(
  'RemoveSignUps',
  'What is done with the accounts of a wave. `count` is how many that are: where it is not, nothing is done.',
  z.strictObject({
    action: z.enum(['disable', 'close']).default('close'),
    count: z.int().min(1),
    keep: z.array(idText).max(1000).default([]).describe('Customers who are left alone.'),
  }),
  { action: 'close', count: 118, keep: ['cus_0123456789abcdefghjkmnpqrs'] },
);

export const figuresQuery = z.strictObject({
  hours: z.coerce.number().int().min(1).max(2160).default(24).describe('Up to 90 days, the present hour among them.'),
});

export const figures = named(
  'ProtectionFigures',
  'How attempts to sign in, to sign up and to recover an account ended, hour by hour, oldest first.',
  z.object({
    items: z.array(
      tally.extend({
        hour: time.describe('When it began, UTC.'),
        under_attack: z.boolean().describe('In part at least.'),
      }),
    ),
  }),
  {
    items: [
      {
        hour: '2026-11-22T14:00:00Z',
        attempts: 1300,
        succeeded: 81,
        failed: 819,
        challenged: 400,
        refused: 0,
        under_attack: true,
      },
    ],
  },
);
