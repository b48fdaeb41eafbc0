/**
 * All customers of a tenant, one after the other, as records that another Cardea imports. The ledger says so before the
 * first of them leaves, and each page goes through the release room, which counts it.
 */
import type { CustomerRecordInput } from '@cardea/contract';
import type { Database } from '../../../foundation/database/index.ts';
import type { Encryption, ManyOpened } from '../../../foundation/encryption/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import type { Consent, Consents } from '../../consents/index.ts';
import type { Credentials, IdentityKey, IdentitySnapshot } from '../../credentials/index.ts';
import { type AttributeValues, decodeValue } from '../../customers/index.ts';
import type { Actor, Ledger } from '../../ledger/index.ts';
import type { Release } from '../../release/index.ts';
import type { ProfileSchema, ProfileSchemas, Tenant } from '../../tenants/index.ts';
import { countToExport, type ExportRow, nextToExport } from '../store/exports.ts';

export type ExportDependencies = {
  readonly database: Database;
  readonly encryption: Pick<Encryption, 'openMany'>;
  readonly ledger: Ledger;
  readonly consents: Pick<Consents, 'listMany'>;
  readonly credentials: Pick<Credentials, 'identities' | 'revealMany'>;
  readonly release: Pick<Release, 'toExport'>;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
};

export type ExportRequest = {
  readonly tenant: Tenant;
  readonly format: 'ndjson' | 'csv';
  readonly includePasswordHashes: boolean;
  readonly actor: Actor;
};

export type Export = {
  readonly exportId: string;
  /** How many there were when it began. */
  readonly total: number;
  /** The names of all attributes that a record may have. */
  readonly attributes: readonly string[];
  readonly records: AsyncGenerator<CustomerRecordInput>;
};

const pageSize = 500;

/** Begins the export; the records are read as they are taken. */
export async function exportCustomers(deps: ExportDependencies, request: ExportRequest): Promise<Export> {
  const { tenant, format, includePasswordHashes: withPasswordHashes, actor } = request;
  const { tenantId } = tenant;
  const exportId = newId('export');
  const total = await countToExport(deps.database.reader, tenantId);
  const schema = await deps.profileSchema.current(tenantId);
  await deps.database.transaction({}, (tx) =>
    deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'customers.exported',
      actor,
      data: { exportId, format, customers: total, withPasswordHashes },
    }),
  );
  const attributes = schema.attributes.map(({ name }) => name);
  return { exportId, total, attributes, records: readAll(deps, request, schema) };
}

async function* readAll(
  deps: ExportDependencies,
  { tenant, includePasswordHashes, actor }: ExportRequest,
  schema: ProfileSchema,
): AsyncGenerator<CustomerRecordInput> {
  const { tenantId } = tenant;
  const { reader } = deps.database;
  for (let after = ''; ; ) {
    const rows = await nextToExport(reader, tenantId, { after, limit: pageSize });
    const ids = rows.map((row) => row.customer_id);
    const opened = await deps.encryption.openMany(reader, tenantId, ids);
    const consents = await deps.consents.listMany(reader, tenantId, ids);
    const identities = await deps.credentials.identities.ofMany(reader, tenantId, ids, opened);
    const hashes = includePasswordHashes ? await deps.credentials.revealMany(reader, tenantId, ids) : new Map();
    const page = rows.flatMap((row) => {
      const customerId = row.customer_id;
      const record = toRecord(row, {
        ...{ opened, schema },
        consents: consents.get(customerId) ?? [],
        identities: identities.get(customerId) ?? [],
      });
      if (record === null) return [];
      const hash: string | undefined = hashes.get(customerId);
      return [{ customerId, record: hash === undefined ? record : { ...record, password_hash: hash } }];
    });
    yield* await deps.release.toExport({ tenantId, recipientId: actor.id ?? 'command-line' }, page);
    if (rows.length < pageSize) return;
    after = ids.at(-1) ?? after;
  }
}

type Around = {
  readonly opened: ManyOpened;
  readonly schema: ProfileSchema;
  readonly consents: readonly Consent[];
  readonly identities: readonly (IdentityKey & IdentitySnapshot)[];
};

/** Null for somebody whose key is gone: nothing of them can be read any more. */
function toRecord(row: ExportRow, { opened, schema, consents, identities }: Around): CustomerRecordInput | null {
  const open = (field: string, sealed: Buffer | null) =>
    sealed === null ? null : opened.open(row.customer_id, field, sealed);
  const email = open('identifier.email', row.email_sealed);
  const phone = open('identifier.phone', row.phone_sealed);
  if (email === null && phone === null) return null;
  const username = open('identifier.username', row.username_sealed);
  const external = open('external_id', row.external_sealed);
  const isSubject = row.is_subject === true && external !== null;
  return {
    id: isSubject ? external : row.customer_id,
    ...(external === null || isSubject ? {} : { external_id: external }),
    ...(email === null ? {} : { email, email_verified: row.email_verified_at !== null }),
    ...(phone === null ? {} : { phone_number: phone, phone_number_verified: row.phone_verified_at !== null }),
    ...(username === null ? {} : { username }),
    attributes: attributesOf(row, open, schema),
    locale: row.locale,
    // Whoever is about to close their account does not come back to life elsewhere.
    state: row.state === 'active' ? 'active' : 'disabled',
    created_at: row.created_at.toISOString(),
    ...(consents.length === 0
      ? {}
      : {
          consents: consents.map(({ applicationId, scopes, grantedAt }) => ({
            client_id: applicationId,
            scopes: [...scopes],
            granted_at: grantedAt.toISOString(),
          })),
        }),
    ...(identities.length === 0
      ? {}
      : {
          identities: identities.map(({ connectionId: connection, issuer, subject, email, name }) => ({
            ...{ connection, issuer, subject },
            ...(email === null ? {} : { email }),
            ...(name === null ? {} : { name }),
          })),
        }),
  };
}

function attributesOf(
  row: ExportRow,
  open: (field: string, sealed: Buffer) => string | null,
  schema: ProfileSchema,
): NonNullable<CustomerRecordInput['attributes']> {
  const sealed = row.attributes as Readonly<Record<string, string>>;
  const values: Record<string, AttributeValues[string]> = {};
  for (const attribute of schema.attributes) {
    const text = Object.hasOwn(sealed, attribute.name) ? sealed[attribute.name] : undefined;
    const opened = text === undefined ? null : open(`attribute.${attribute.name}`, Buffer.from(text, 'base64'));
    const value = opened === null ? null : decodeValue(attribute, opened);
    if (value !== null) values[attribute.name] = value;
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  );
}
