/** `/api/admin/system`: how the installation does. Nothing here names anybody, and nothing is a secret. */
import { z } from 'zod';
import { time } from '../common.ts';
import { named } from '../named.ts';

const check = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  remedy: z.string().nullable().describe('What to do; null where all is well.'),
});

export const status = named(
  'SystemStatus',
  'How the installation does, at its first tenant.',
  z.object({
    version: z.string(),
    public_url: z.string(),
    development: z.boolean().describe('Only this machine is served, and mails stay in an outbox.'),
    started_at: time.describe('Of the node that answers.'),
    ok: z.boolean().describe('Whether every check is.'),
    checks: z.array(check),
    jobs: z.array(
      z.object({
        task: z.string(),
        planned: z.int(),
        due: z.int(),
        failed: z.int().describe('Tried as often as they may be.'),
        oldest_due_seconds: z.number(),
      }),
    ),
    mail: z.object({
      queued: z.int(),
      oldest_queued_seconds: z.number(),
      sent_last_day: z.int(),
      failed_last_day: z.int(),
    }),
    ledger: z.object({
      protection: z.enum(['role', 'trigger-only']),
      readers: z.array(z.object({ reader: z.string(), lag_seconds: z.number(), failing_lanes: z.int() })),
    }),
    database: z.object({
      kind: z.enum(['embedded', 'external']).describe('In DATA_DIR, or reached by DATABASE_URL.'),
      version: z.string().describe('Of PostgreSQL.'),
    }),
    last_backup_at: time.nullable().describe('Of the embedded database; null where none was taken.'),
  }),
  {
    version: '0.1.0',
    public_url: 'https://id.acme.example',
    development: false,
    started_at: '2026-11-22T12:00:00Z',
    ok: true,
    checks: [{ name: 'jobs', ok: true, detail: 'none waits for long', remedy: null }],
    jobs: [{ task: 'send-message', planned: 0, due: 0, failed: 0, oldest_due_seconds: 0 }],
    mail: { queued: 0, oldest_queued_seconds: 0, sent_last_day: 120, failed_last_day: 0 },
    ledger: { protection: 'role', readers: [{ reader: 'messaging', lag_seconds: 0, failing_lanes: 0 }] },
    database: { kind: 'embedded', version: '17.5' },
    last_backup_at: '2026-11-22T03:00:00Z',
  },
);
