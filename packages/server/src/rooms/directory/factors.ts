/** What a customer proves themselves with, as staff see it: kinds and dates, names only where they may be read, no secrets. */
import type { StaffView } from '../release/index.ts';
import { demandCustomer } from './customer-page.ts';
import type { DirectoryDependencies } from './dependencies.ts';

export type FactorItem = {
  readonly method: 'passkey' | 'authenticator' | 'sms-code' | 'recovery-code';
  /** Null where it has none, or where it is masked. */
  readonly name: string | null;
  /** Of a passkey only. */
  readonly isSynced: boolean | null;
  readonly isFlagged: boolean;
  readonly count: number;
  readonly enrolledAt: Date;
  readonly lastUsedAt: Date | null;
};

const plain = { name: null, isSynced: null, isFlagged: false, count: 1, lastUsedAt: null } as const;

/** The second factors of a customer by kind, each kind the oldest first. */
export async function listCustomerFactors(
  deps: DirectoryDependencies,
  view: StaffView,
  customerId: string,
): Promise<FactorItem[]> {
  const { tenantId } = view;
  await demandCustomer(deps, tenantId, customerId);
  const { reader } = deps.database;
  const { credentials } = deps;
  const [passkeys, apps, all, codes] = await Promise.all([
    credentials.passkeys.list(reader, tenantId, customerId),
    credentials.authenticators.list(reader, tenantId, customerId),
    credentials.factorsOf(reader, tenantId, customerId),
    credentials.recoveryCodes.held(reader, tenantId, customerId),
  ]);
  const hasNames = passkeys.length > 0 || apps.some(({ name }) => name !== null);
  const isWhole = await deps.release.listToStaff(view, {
    name: 'factors',
    customerIds: hasNames ? [customerId] : [],
  });
  const shown = (name: string | null) => (isWhole ? name : null);
  return [
    ...passkeys.map((key) => ({
      ...plain,
      method: 'passkey' as const,
      name: shown(key.name),
      isSynced: key.isSynced,
      isFlagged: key.flaggedAt !== null,
      enrolledAt: key.createdAt,
      lastUsedAt: key.lastUsedAt,
    })),
    ...apps.map((app) => ({
      ...plain,
      method: 'authenticator' as const,
      name: shown(app.name),
      enrolledAt: app.addedAt,
      lastUsedAt: app.lastUsedAt,
    })),
    ...all
      .filter(({ method }) => method === 'sms-code')
      .map(({ enrolledAt, lastUsedAt }) => ({ ...plain, method: 'sms-code' as const, enrolledAt, lastUsedAt })),
    ...(codes.madeAt === null
      ? []
      : [{ ...plain, method: 'recovery-code' as const, count: codes.remaining, enrolledAt: codes.madeAt }]),
  ];
}
