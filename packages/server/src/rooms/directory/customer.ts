/**
 * A customer as the directory knows them: opened, and sorted into what is personal and what is not. Nothing of it is
 * shown from here: what is personal leaves through the release room alone.
 */
import type { Attribute } from '@cardea/contract';
import type { Queries } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { type AttributeValues, type Customers, maySee } from '../customers/index.ts';
import type { PersonalField, PersonalRecord } from '../release/index.ts';
import type { ProfileSchemas } from '../tenants/index.ts';
import type { CustomerRow } from './store/customers.ts';

export type OpenDependencies = {
  readonly encryption: Pick<Encryption, 'open' | 'warmSubjectKeys'>;
  readonly customers: Pick<Customers, 'openAttributes'>;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
};

export type OpenedCustomer = {
  readonly row: CustomerRow;
  /** Identifiers by the names they have in the API, and attributes by `attributes.<name>`. */
  readonly personal: PersonalRecord;
  /** Attributes that say nothing about a person. */
  readonly open: AttributeValues;
};

export const attributeField = (name: string): string => `attributes.${name}`;
const staff = { as: 'staff' } as const;

/** Opens what staff may see of these rows; of attributes only those named, where they are. */
export async function openCustomers(
  deps: OpenDependencies,
  queries: Queries,
  tenantId: string,
  rows: readonly CustomerRow[],
  only?: readonly string[],
): Promise<OpenedCustomer[]> {
  const ids = rows.map(({ customer_id: customerId }) => customerId);
  await deps.encryption.warmSubjectKeys(queries, tenantId, ids);
  const schema = await deps.profileSchema.current(tenantId);
  const visible = schema.attributes.filter(
    (attribute) => maySee(attribute, staff) && (only === undefined || only.includes(attribute.name)),
  );
  return Promise.all(rows.map((row) => openCustomer(deps, queries, tenantId, { row, visible })));
}

async function openCustomer(
  deps: OpenDependencies,
  queries: Queries,
  tenantId: string,
  { row, visible }: { row: CustomerRow; visible: readonly Attribute[] },
): Promise<OpenedCustomer> {
  const customerId = row.customer_id;
  const open = async (field: string, sealed: Buffer | null) =>
    sealed === null ? null : deps.encryption.open(queries, { tenantId, subjectId: customerId, field }, sealed);
  const [email, phone, username, externalId, values] = await Promise.all([
    open('identifier.email', row.email_sealed),
    open('identifier.phone', row.phone_sealed),
    open('identifier.username', row.username_sealed),
    open('external_id', row.external_sealed),
    deps.customers.openAttributes(queries, tenantId, customerId, {
      sealed: row.attributes,
      only: visible.map(({ name }) => name),
    }),
  ]);
  const personalAttributes = visible
    .filter(({ personal, name }) => personal && values[name] !== undefined)
    .map((attribute): [string, PersonalField] => [attributeField(attribute.name), fieldOf(attribute, values)]);
  const others = visible.filter(({ personal }) => !personal).map(({ name }) => name);
  return {
    row,
    personal: {
      customerId,
      fields: {
        email: { kind: 'email', value: email },
        phone_number: { kind: 'phone', value: phone },
        username: { kind: 'text', value: username },
        external_id: { kind: 'text', value: externalId },
        ...Object.fromEntries(personalAttributes),
      },
    },
    open: Object.fromEntries(Object.entries(values).filter(([name]) => others.includes(name))),
  };
}

function fieldOf({ name, type, category }: Attribute, values: AttributeValues): PersonalField {
  const value = values[name];
  if (category === 'sensitive') return { kind: 'hidden', value };
  return { kind: type === 'phone' ? 'phone' : type === 'text' ? 'text' : 'hidden', value };
}
