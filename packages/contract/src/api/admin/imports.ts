/** `/api/admin/imports`: files of customers that were or are being brought in, and what of them was not. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const example = {
  import_id: 'imp_0123456789abcdefghjkmnpqrs',
  format: 'auth0',
  state: 'running' as const,
  records: 1200,
  imported: 1150,
  completed: 0,
  skipped: 30,
  rejected: 20,
  options: {
    duplicates: 'skip',
    undeclared: 'reject',
    keep_subjects: true,
    trust_emails: false,
    invite: false,
    connections: {},
  },
  by: { kind: 'system', id: null },
  created_at: '2026-11-22T10:30:00Z',
  updated_at: '2026-11-22T10:30:02Z',
  finished_at: null,
  findings_until: '2026-12-22T10:30:02Z',
};

export const one = named(
  'Import',
  'How far a file came. Of `records` that are behind, `imported` are new here, `completed` were here and got the hash they lacked, `skipped` were here already, `rejected` could not be taken.',
  z.object({
    import_id: z.string(),
    format: z.string(),
    state: z
      .enum(['running', 'finished'])
      .describe('One that was cut off is `running` until it goes on or is given up.'),
    records: z.int(),
    imported: z.int(),
    completed: z.int(),
    skipped: z.int(),
    rejected: z.int(),
    options: z.object({
      duplicates: z.string(),
      undeclared: z.string(),
      keep_subjects: z.boolean(),
      trust_emails: z.boolean(),
      invite: z.boolean(),
      connections: z
        .record(z.string(), z.string())
        .describe('Which connection stands for a provider that the file names.'),
    }),
    by: z.object({ kind: z.string(), id: z.string().nullable() }),
    created_at: time,
    updated_at: time,
    finished_at: time.nullable(),
    findings_until: time.describe('Until then it is kept what was not imported; each step of the import puts it off.'),
  }),
  example,
);

export const list = named('Imports', 'Imports, newest first.', listOf(one), { items: [example], next_cursor: null });

const finding = {
  record: 17,
  line: 18,
  outcome: 'rejected' as const,
  code: 'email.malformed',
  field: 'email',
};

export const findings = named(
  'ImportFindings',
  'Records that were not imported, in the order of the file: where they stand and why, and nothing of what they hold.',
  listOf(
    z.object({
      record: z.int(),
      line: z.int(),
      outcome: z.enum(['rejected', 'skipped']),
      code: z.string(),
      field: z.string().nullable(),
    }),
  ),
  { items: [finding], next_cursor: null },
);
