/**
 * The domains of a tenant. A name serves once it is proved; the primary one is the issuer and the base of every link,
 * and moving it is never done in passing.
 */
import type { EventData } from '@cardea/contract';
import type { Database, Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { newSecret } from '../../../foundation/ids/index.ts';
import type { Ledger, NewEntry } from '../../ledger/index.ts';
import type { Author } from '../author.ts';
import {
  consumeClaim,
  deleteClaim,
  deleteDomain,
  insertDomain,
  isTaken,
  movePrimary,
  selectClaims,
  selectDomains,
  upsertClaim,
} from '../store/domains.ts';
import { lockTenant, raiseVersion } from '../store/tenants.ts';
import { isLoopbackName, readHostName } from './host-name.ts';
import { findProof, type ProofDependencies, placesOf } from './prove.ts';

export type DomainsDependencies = ProofDependencies & {
  readonly database: Database;
  readonly ledger: Ledger;
  /** The configured public address: that of the first tenant. */
  readonly publicUrl: URL;
  /** Whether the whole installation is this machine and nothing else. */
  readonly isLoopbackInstallation: boolean;
  /** Hosts that belong to the first tenant by configuration. */
  readonly configuredHosts: ReadonlySet<string>;
  /** What is remembered of tenants counts no more. */
  readonly forget: (tenantId: string) => void;
};

export type Domain =
  | { readonly host: string; readonly state: 'verified'; readonly isPrimary: boolean; readonly addedAt: Date }
  | {
      readonly host: string;
      readonly state: 'pending';
      /** What to publish: as a text record, or as the only line of a file. */
      readonly proof: string;
      readonly record: string;
      readonly url: string;
      readonly expiresAt: Date;
    };

const mostDomains = 20;
const claimDays = 14;

export function createDomains(deps: DomainsDependencies) {
  const { database, ledger, publicUrl, configuredHosts } = deps;

  function hostOf(value: string): string {
    const host = readHostName(value, deps.isLoopbackInstallation);
    if (host === null) throw new ProblemError('domain.refused', { fields: { host: 'invalid' } });
    if (configuredHosts.has(host)) throw new ProblemError('domain.taken');
    return host;
  }

  const list = async (tenantId: string): Promise<Domain[]> => {
    const verified = await selectDomains(database.reader, tenantId);
    const claims = await selectClaims(database.reader, tenantId);
    return [
      ...verified.map(({ host, is_primary: isPrimary, created_at: addedAt }) => {
        return { host, state: 'verified' as const, isPrimary, addedAt };
      }),
      ...claims.map(({ host, proof, expires_at: expiresAt }) => {
        return { host, state: 'pending' as const, proof, ...placesOf(host), expiresAt };
      }),
    ];
  };

  const one = async (tenantId: string, host: string): Promise<Domain> => {
    const found = (await list(tenantId)).find((domain) => domain.host === host);
    if (found === undefined) throw new ProblemError('domain.not_found');
    return found;
  };

  async function give(
    tx: Transaction,
    tenantId: string,
    { host, proof }: { host: string; proof: 'operator' | 'loopback' | 'dns' | 'https' },
    author: Author,
  ): Promise<void> {
    if (!(await insertDomain(tx, tenantId, host))) throw new ProblemError('domain.taken');
    await raiseVersion(tx, tenantId);
    await append(tx, tenantId, { event: 'domain.added', data: { host, proof } }, author);
    tx.afterCommit(() => deps.forget(tenantId));
  }

  const append = <Name extends 'domain.added' | 'domain.claimed' | 'domain.made_primary' | 'domain.removed'>(
    tx: Transaction,
    tenantId: string,
    { event, data }: { event: Name; data: EventData<Name> },
    { actor, requestId }: Author,
  ) => ledger.append(tx, { tenantId, customerId: null, event, actor, requestId, data } as NewEntry<Name>);

  return {
    /** The tenant's domains, the primary one first, and the names that wait for a proof. */
    list,

    /** Gives a new tenant its host, on the word of who runs the installation. */
    give: (tx: Transaction, tenantId: string, host: string, author: Author): Promise<void> =>
      give(tx, tenantId, { host: hostOf(host), proof: 'operator' }, author),

    /** Takes a name in: at once where it never leaves the machine, else as a claim that says how to prove it. */
    async add(tenantId: string, value: string, author: Author): Promise<Domain> {
      const host = hostOf(value);
      await database.transaction({}, async (tx) => {
        if ((await lockTenant(tx, tenantId)) === undefined) throw new ProblemError('tenant.not_found');
        if (await isTaken(tx, host)) throw new ProblemError('domain.taken');
        const count = (await selectDomains(tx, tenantId)).length + (await selectClaims(tx, tenantId)).length;
        if (count >= mostDomains) throw new ProblemError('domain.too_many');
        if (isLoopbackName(host)) return give(tx, tenantId, { host, proof: 'loopback' }, author);
        await upsertClaim(tx, tenantId, { host, proof: `cardea-domain=${newSecret()}`, days: claimDays });
        return append(tx, tenantId, { event: 'domain.claimed', data: { host } }, author);
      });
      return one(tenantId, host);
    },

    /** Looks for the proof and, where it is found, lets the name serve. */
    async verify(tenantId: string, host: string, author: Author): Promise<Domain> {
      const domain = await one(tenantId, host);
      if (domain.state === 'verified') return domain;
      const proof = await findProof(deps, host, domain.proof);
      if (proof === null) throw new ProblemError('domain.unproven');
      await database.transaction({}, async (tx) => {
        if (!(await consumeClaim(tx, tenantId, host, domain.proof))) throw new ProblemError('domain.not_found');
        await give(tx, tenantId, { host, proof }, author);
      });
      return one(tenantId, host);
    },

    /** Moves issuer and links there. `confirmIssuer` must be the new issuer, or it is refused and said. */
    async makePrimary(
      tenantId: string,
      host: string,
      confirmIssuer: string | undefined,
      author: Author,
    ): Promise<void> {
      await database.transaction({}, async (tx) => {
        const tenant = await lockTenant(tx, tenantId);
        if (tenant === undefined) throw new ProblemError('tenant.not_found');
        if (tenant.is_default) throw new ProblemError('domain.is_configured');
        const domains = await selectDomains(tx, tenantId);
        const wanted = domains.find((domain) => domain.host === host);
        if (wanted === undefined) throw new ProblemError('domain.not_found');
        if (wanted.is_primary) return;
        const issuer = `${publicUrl.protocol}//${host}`;
        if (confirmIssuer !== issuer) {
          throw new ProblemError('domain.changes_issuer', { fields: { confirm_issuer: 'required' } });
        }
        await movePrimary(tx, tenantId, host);
        await raiseVersion(tx, tenantId);
        const former = domains.find((domain) => domain.is_primary)?.host ?? null;
        const data = { host, former };
        await append(tx, tenantId, { event: 'domain.made_primary', data }, author);
        tx.afterCommit(() => deps.forget(tenantId));
      });
    },

    /** Takes a name away, or a claim on one. The primary domain stays. */
    async remove(tenantId: string, host: string, author: Author): Promise<void> {
      await database.transaction({}, async (tx) => {
        if ((await lockTenant(tx, tenantId)) === undefined) throw new ProblemError('tenant.not_found');
        if (!(await deleteDomain(tx, tenantId, host)) && !(await deleteClaim(tx, tenantId, host))) {
          const isThere = (await selectDomains(tx, tenantId)).some((domain) => domain.host === host);
          throw new ProblemError(isThere ? 'domain.is_primary' : 'domain.not_found');
        }
        await raiseVersion(tx, tenantId);
        await append(tx, tenantId, { event: 'domain.removed', data: { host } }, author);
        tx.afterCommit(() => deps.forget(tenantId));
      });
    },
  };
}
