/** `/api/admin/configuration`: the tenant's configuration as one YAML file. docs/configuration-as-code.md explains it. */
import { z } from 'zod';
import { time } from '../common.ts';
import { named } from '../named.ts';

/** As many characters as a file may have here; the command line takes larger ones. */
const mostCharacters = 256 * 1024;

const document = z.string().max(mostCharacters).describe('The file: YAML, or JSON.');

export const file = named('ConfigurationFile', 'A configuration file.', z.strictObject({ document }), {
  document: 'settings: { session: { idleSeconds: 3600 } }',
});

export const apply = named(
  'ApplyConfiguration',
  'A configuration file, and the plan that was looked at.',
  z.strictObject({
    document,
    fingerprint: z.string().max(100).optional().describe('Of the plan: anything else is refused.'),
  }),
  { document: 'settings: { session: { idleSeconds: 3600 } }' },
);

const changes = z.array(
  z.object({
    action: z.enum(['create', 'change', 'remove']),
    section: z.string(),
    key: z.string(),
    fields: z.array(z.object({ field: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })),
    notes: z.array(z.string()),
  }),
);
const exampleChange = {
  action: 'change' as const,
  section: 'settings',
  key: 'session.idleSeconds',
  fields: [{ field: '', from: 604800, to: 3600 }],
  notes: [],
};

const findings = z
  .array(z.object({ line: z.int(), column: z.int(), path: z.string(), message: z.string() }))
  .describe('What is wrong, by its place. A file with findings changes nothing.');

export const plan = named(
  'ConfigurationPlan',
  'What the file changes, or would change; or why it cannot be used.',
  z.object({ has_changes: z.boolean(), changes, fingerprint: z.string().nullable(), findings }),
  { has_changes: true, changes: [exampleChange], fingerprint: 'x', findings: [] },
);

export const drift = named(
  'ConfigurationDrift',
  'What would have to change to be as the file says that was applied last.',
  z.object({
    has_changes: z.boolean(),
    changes,
    fingerprint: z.string(),
    version: z.int(),
    applied_at: time,
    applied_by: z.object({ kind: z.string(), id: z.string().nullable() }),
  }),
  {
    has_changes: true,
    changes: [exampleChange],
    fingerprint: 'x',
    version: 3,
    applied_at: '2026-11-22T12:00:00Z',
    applied_by: { kind: 'system', id: null },
  },
);

export const exported = named(
  'ExportedConfiguration',
  'What counts now, as a file.',
  z.object({ document: z.string() }),
  {
    document: 'format: 1\nname: Acme\n',
  },
);
