/**
 * Turns some records of a file into rows ready to be written: judged, sealed, and those told apart who only complete a
 * customer that is here already. All of it outside of a transaction, while the batch before is being written.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { CustomerRecord } from '@cardea/contract';
import { newId } from '../../../foundation/ids/index.ts';
import { isApplicationId } from '../../applications/index.ts';
import type { PreparedIdentity } from '../../credentials/index.ts';
import type { Newcomer, PreparedNewcomers } from '../../customers/index.ts';
import type { ImportDependencies } from './dependencies.ts';
import type { Found } from './formats/found.ts';
import type { JudgedIdentity } from './judge-identities.ts';
import { type JudgingContext, judgeRecord, type Refused } from './judge-record.ts';
import type { Mapping } from './mappings/mapping.ts';
import type { Finding } from './options.ts';

export type Numbered = { readonly record: number; readonly found: Found };

export type BatchEntry = {
  readonly record: number;
  readonly line: number;
  readonly customerId: string;
  readonly sealed: Buffer | null;
  readonly consents: CustomerRecord['consents'];
  /** The subject that tokens are to name them by, where an application could be called so too. */
  readonly likeApplication: string | null;
};

export type PreparedBatch = {
  readonly records: number;
  readonly newcomers: PreparedNewcomers;
  readonly entries: readonly BatchEntry[];
  /** Accounts elsewhere of those newcomers. */
  readonly identities: readonly PreparedIdentity[];
  readonly isActive: ReadonlySet<string>;
  /** Who has a number and no address. */
  readonly isAlone: ReadonlySet<string>;
  /** Hashes for customers who are here. */
  readonly completions: readonly BatchEntry[];
  readonly findings: readonly Finding[];
  readonly leftOut: readonly string[];
};

export type BatchContext = JudgingContext & { readonly tenantId: string; readonly mapping: Mapping };

type Accepted = BatchEntry & {
  readonly newcomer: Newcomer;
  readonly hash: string | null;
  readonly accounts: readonly JudgedIdentity[];
};

// Between so many the answers of the database are heard: the batch before is being written meanwhile.
const atOnce = 40;

export async function prepareBatch(
  deps: ImportDependencies,
  context: BatchContext,
  batch: readonly Numbered[],
): Promise<PreparedBatch> {
  const { tenantId } = context;
  const { reader } = deps.database;
  const findings: Finding[] = [];
  const leftOut: string[] = [];
  const accepted: Accepted[] = [];
  const completing: { record: number; line: number; externalId: string; hash: string; fallback: Accepted }[] = [];
  const ids = new Set<string>();
  const reject = (at: { record: number; line: number }, { refused: code, field }: Refused) =>
    findings.push({ record: at.record, line: at.line, outcome: 'rejected', code, field });

  for (const [index, { record, found }] of batch.entries()) {
    if (index % atOnce === atOnce - 1) await turn();
    const at = { record, line: found.line };
    if ('refused' in found) {
      reject(at, { refused: found.refused, field: null });
      continue;
    }
    const mapped = context.mapping(found.given, { declared: declaredOf(context) });
    if ('refused' in mapped) {
      reject(at, { refused: mapped.refused, field: mapped.field ?? null });
      continue;
    }
    const judged = judgeRecord(mapped.record, context);
    if ('refused' in judged) {
      reject(at, judged);
      continue;
    }
    const customerId = judged.keptId ?? newId('customer');
    if (ids.has(customerId)) {
      findings.push({ ...at, outcome: 'skipped', code: 'duplicate.in_file', field: 'id' });
      continue;
    }
    ids.add(customerId);
    const { newcomer, hash, consents, identities: accounts } = judged;
    const adopted = hash === null ? null : deps.credentials.adopt(tenantId, customerId, hash);
    if (adopted !== null && 'refused' in adopted) {
      reject(at, { refused: adopted.refused, field: 'password_hash' });
      continue;
    }
    leftOut.push(...judged.leftOut);
    const subject = newcomer.externalId?.isSubject === true ? newcomer.externalId.value : '';
    const likeApplication = isApplicationId(subject) ? subject : null;
    const entry = { ...at, customerId, sealed: adopted?.sealed ?? null, consents, hash, likeApplication };
    const fallback: Accepted = { ...entry, accounts, newcomer: { ...newcomer, customerId } };
    if ('completes' in mapped && hash !== null && newcomer.externalId !== null)
      completing.push({ ...at, externalId: newcomer.externalId.value, hash, fallback });
    else accepted.push(fallback);
  }

  const completions: BatchEntry[] = [];
  const here =
    completing.length === 0
      ? new Map<string, string>()
      : await deps.customers.findByExternalIds(
          reader,
          tenantId,
          completing.map(({ externalId }) => externalId),
        );
  for (const { record, line, externalId, hash, fallback } of completing) {
    const customerId = here.get(externalId);
    const adopted = customerId === undefined ? null : deps.credentials.adopt(tenantId, customerId, hash);
    if (customerId !== undefined && adopted !== null && 'sealed' in adopted)
      completions.push({ record, line, customerId, sealed: adopted.sealed, consents: [], likeApplication: null });
    else accepted.push(fallback);
  }
  const newcomers = accepted.map(({ newcomer }) => newcomer);
  const prepared = await deps.customers.prepareNewcomers(reader, tenantId, newcomers);
  const brought = accepted.flatMap(({ customerId, accounts }) => accounts.map((one) => ({ customerId, ...one })));
  return {
    records: batch.length,
    newcomers: prepared,
    entries: accepted,
    identities: await deps.credentials.identities.prepareMany(reader, tenantId, prepared.seal, brought),
    isActive: new Set(newcomers.filter(({ state }) => state === 'active').map(({ customerId }) => customerId)),
    isAlone: new Set(
      newcomers.filter(({ identifiers }) => identifiers.some((one) => one.isAlone)).map(({ customerId }) => customerId),
    ),
    completions,
    findings,
    leftOut,
  };
}

function declaredOf({ schema }: BatchContext): ReadonlySet<string> {
  return new Set(schema.attributes.map(({ name }) => name));
}
