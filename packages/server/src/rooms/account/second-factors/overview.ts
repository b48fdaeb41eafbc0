/** All second factors of an account at a glance: what there is of each kind, and what could be set up. */
import type { ProofMethod } from '../../authentication/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { SecondFactorDependencies } from './dependencies.ts';

export type FactorOverview = {
  /** Every kind that may be set up, and those that are there although they may not any more. */
  readonly kinds: readonly {
    readonly method: ProofMethod;
    readonly count: number;
    readonly lastUsedAt: Date | null;
    readonly isOffered: boolean;
  }[];
  /** Somebody says that all of them are lost. */
  readonly lostReport: { readonly reportedAt: Date; readonly dueAt: Date } | null;
};

const kinds = ['passkey', 'authenticator', 'sms-code', 'recovery-code'] as const;

export async function readOverview(
  deps: SecondFactorDependencies,
  tenant: Tenant,
  customerId: string,
): Promise<FactorOverview> {
  const { tenantId } = tenant;
  const { reader } = deps.database;
  const [held, { second }, report] = await Promise.all([
    deps.credentials.factorsOf(reader, tenantId, customerId),
    deps.authentication.policyToward(tenant, null),
    deps.credentials.lostFactors.find(reader, tenantId, customerId),
  ]);
  const shown = kinds.map((method) => {
    const own = held.filter((factor) => factor.method === method);
    const used = own.map(({ lastUsedAt }) => lastUsedAt?.getTime() ?? 0);
    const last = Math.max(0, ...used);
    const isOffered = second.includes(method);
    return { method, count: own.length, lastUsedAt: last === 0 ? null : new Date(last), isOffered };
  });
  return {
    kinds: shown.filter(({ count, isOffered }) => count > 0 || isOffered),
    lostReport: report === null ? null : { reportedAt: report.reportedAt, dueAt: report.dueAt },
  };
}
