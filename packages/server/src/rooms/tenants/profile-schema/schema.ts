/** A declaration as the house works with it, read from its row. */
import { type Attribute, type ProfileSchemaDeclaration, profileSchemaDeclaration } from '@cardea/contract';
import type { SchemaRow } from '../store/profile-schemas.ts';
import { defaultSchema } from './default-schema.ts';

export type ProfileSchema = {
  /** Rises with each change; 0 is what every tenant begins with. */
  readonly version: number;
  readonly attributes: readonly Attribute[];
};

/** What the row declares; without a row, what every tenant begins with. */
export function toSchema(row: SchemaRow | undefined): ProfileSchema {
  if (row === undefined) return { version: 0, attributes: defaultSchema.attributes };
  const { attributes } = row.declaration as ProfileSchemaDeclaration;
  return { version: row.version, attributes: attributes.flatMap(readAttribute) };
}

/** Field by field where a newer node wrote more than this one knows; a kind of attribute that is new is passed over. */
function readAttribute(stored: Attribute): Attribute[] {
  const whole = profileSchemaDeclaration.safeParse({ attributes: [stored] });
  if (whole.success) return whole.data.attributes;
  const unknown = whole.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const known = Object.entries(stored).filter(([field]) => !unknown.includes(field));
  const parsed = profileSchemaDeclaration.safeParse({ attributes: [Object.fromEntries(known)] });
  return parsed.success ? parsed.data.attributes : [];
}
