/** `/api/admin/profile-schema`: what the business knows of its customers, version by version. */
import { z } from 'zod';
import { profileSchemaDeclaration } from '../../profile-schema.ts';
import { named } from '../named.ts';

const attributes = [{ name: 'name', type: 'text' as const, at_sign_up: 'optional' as const, scope: 'profile' }];

export const schema = named(
  'ProfileSchema',
  'The declaration that counts. Its version is its `ETag`.',
  z.object({ version: z.int(), attributes: z.array(z.unknown()).describe('As in `DeclareProfileSchema`, whole.') }),
  { version: 1, attributes },
);

export const at = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('An earlier version; 0 is what every tenant begins with.'),
});

export const declare = named(
  'DeclareProfileSchema',
  'The whole declaration. What is not in it is declared no more: its values rest sealed for 30 days.',
  profileSchemaDeclaration,
  { attributes },
);

const holders = z.array(z.object({ attribute: z.string(), customers: z.int() }));

export const plan = named(
  'ProfileSchemaPlan',
  'What a change does, or would do.',
  z.object({
    from: z.int(),
    to: z.int().describe('Equal to `from` when there is nothing to do.'),
    has_changes: z.boolean(),
    added: z.array(z.string()),
    changed: z.array(z.object({ attribute: z.string(), fields: z.array(z.string()) })),
    removed: holders.describe('Out of reach at once, kept sealed for 30 days, then gone.'),
    restored: holders,
    refused: z
      .array(z.object({ attribute: z.string(), reason: z.string() }))
      .describe('Why the change would be refused.'),
  }),
  { from: 1, to: 2, has_changes: true, added: ['size'], changed: [], removed: [], restored: [], refused: [] },
);

export const rollback = named(
  'RollBackProfileSchema',
  'The version to bring back, as a new one.',
  z.strictObject({ version: z.int().min(0) }),
  { version: 1 },
);
