/** Seals and opens attributes under the customer's own key. What is not declared is not opened, though it may rest there. */
import type { Attribute } from '@cardea/contract';
import type { Queries } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { ProfileSchema } from '../../tenants/index.ts';
import { type AttributeValues, decodeValue, encodeValue } from './attribute-value.ts';

type Owner = { readonly tenantId: string; readonly customerId: string };

const placeOf = ({ tenantId, customerId }: Owner, name: string) => ({
  tenantId,
  subjectId: customerId,
  field: `attribute.${name}`,
});

/** Attribute name → sealed value, base64, as the column holds it. */
export async function sealAttributes(
  encryption: Encryption,
  queries: Queries,
  owner: Owner,
  values: AttributeValues,
): Promise<Record<string, string>> {
  const sealed: Record<string, string> = {};
  for (const [name, value] of Object.entries(values))
    sealed[name] = (await encryption.seal(queries, placeOf(owner, name), encodeValue(value))).toString('base64');
  return sealed;
}

/** The values of what is declared, or of those attributes alone. */
export async function openAttributes(
  encryption: Encryption,
  queries: Queries,
  owner: Owner,
  stored: { readonly schema: ProfileSchema; readonly sealed: unknown; readonly only?: readonly string[] },
): Promise<AttributeValues> {
  const { schema, only } = stored;
  const sealed = stored.sealed as Readonly<Record<string, string>>;
  const wanted = (attribute: Attribute) => only === undefined || only.includes(attribute.name);
  const values: Record<string, AttributeValues[string]> = {};
  for (const attribute of schema.attributes.filter(wanted)) {
    const text = Object.hasOwn(sealed, attribute.name) ? sealed[attribute.name] : undefined;
    if (text === undefined) continue;
    const opened = await encryption.open(queries, placeOf(owner, attribute.name), Buffer.from(text, 'base64'));
    const value = decodeValue(attribute, opened);
    if (value !== null) values[attribute.name] = value;
  }
  return values;
}
