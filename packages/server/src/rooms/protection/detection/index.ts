/**
 * The door of detection: attacks that no single account shows are seen in memory, shared through the database, and
 * answered by asking more of whoever comes from where they come from. Nobody is locked out by it, and all that it does
 * can be looked up and taken back.
 */
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../../../foundation/database/index.ts';
import { isId } from '../../../foundation/ids/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import type { Charge } from '../budgets.ts';
import { type HourlyFigures, hourlyFigures, purgeCounts } from '../store/attempt-counts.ts';
import {
  countFindings,
  countOpenFindings,
  type FindingsAsked,
  findFinding,
  forgetShown,
  listFindings,
  purgeOldFindings,
} from '../store/findings.ts';
import { findPosture, lastAttack } from '../store/postures.ts';
import { purgeTraces, selectSignUps } from '../store/sign-up-traces.ts';
import { beginAttackMode, endAttackMode } from './attack-mode.ts';
import type { DetectionAuthor, DetectionDependencies } from './dependencies.ts';
import { createDigestJob } from './digest-job.ts';
import { type Finding, toFinding } from './finding.ts';
import { digestOf } from './rules/digest.ts';
import { fingerprint } from './rules/distinct.ts';
import { isPardoned } from './rules/posture.ts';
import { createSharing } from './share.ts';
import { type TracedSignUp, traceSignUp } from './sign-up-traces.ts';
import { undo } from './undo.ts';
import {
  type Arrival,
  calmPosture,
  type Figures,
  type FindingKind,
  type Outcome,
  type Posture,
  type WatchedClient,
} from './vocabulary.ts';
import { createWatches } from './watch/index.ts';
import { isFlagged, type Level, levelOf } from './watch/levels.ts';
import { observeOutcome, see } from './watch/observe.ts';
import { noteRefusals } from './watch/refusals.ts';
import { isUnderAttack, type TenantWatch } from './watch/tenant-watch.ts';

export type { DetectionAuthor } from './dependencies.ts';
export type { Finding } from './finding.ts';
export type { Arrival, Outcome } from './vocabulary.ts';

/** What of it is over leaves, a bounded number at a time. */
export const detectionPurges = [forgetShown, purgeOldFindings, purgeCounts, purgeTraces] as const;

export type Detection = ReturnType<typeof createDetection>;

/** Why a right password is not enough from a browser that its account does not know. */
export type ConfirmReason = 'attack' | 'spray' | 'flagged';

/** What another room found by itself. */
export type Report = {
  readonly kind: FindingKind;
  readonly tenantId: string;
  readonly client: WatchedClient;
  readonly customerId: string | null;
  readonly evidence: Readonly<Record<string, string | number>>;
};

// More than these are removed in several goes.
const mostSignUps = 10_000;

/** Opens it. */
export function createDetection(deps: DetectionDependencies & { readonly jobs: Jobs }) {
  const networks = new LRUCache<string, { network: string | null }>({ max: 20_000 });
  const networkOf = (address: string): string | null => {
    const known = networks.get(address);
    if (known !== undefined) return known.network;
    const network = deps.networkOf(address);
    networks.set(address, { network });
    return network;
  };
  const addresses = { networkOf, standsForMany: deps.standsForMany };
  const watches = createWatches({ clock: deps.clock, addresses, detects: deps.detects });
  const { sensors } = watches;
  const sharing = createSharing(deps, watches);
  let hasFailed = false;

  /** Watching must never be what makes a sign-in fail. */
  function safely<Result>(otherwise: Result, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!hasFailed) deps.logger.error('detection failed at what it was told', { error });
      hasFailed = true;
      return otherwise;
    }
  }

  const isTakenBack = (watch: TenantWatch, kind: FindingKind): boolean =>
    watch.digestKey !== null && isPardoned(watch.posture, kind, digestOf(watch.digestKey, kind, ''), watches.now());

  function isSprayed(tenantId: string, mark: string): boolean {
    const watch = watches.find(tenantId);
    return (
      watch?.rules.detects === true && sensors.sprays.isCaught(tenantId, mark) && !isTakenBack(watch, 'password_spray')
    );
  }

  return {
    /** How much work an arrival is asked for, and why. Memory only, before any account is looked up. */
    levelFor: (arrival: Arrival): Level =>
      safely({ level: 0, reasons: [] }, () => {
        const watch = watches.find(arrival.tenantId);
        return watch === undefined ? { level: 0, reasons: [] } : levelOf(watch, arrival, addresses, watches.now());
      }),

    /** Whether the tenant is under attack, as far as this node knows. Memory only. */
    modeOf(tenantId: string): Posture['mode'] {
      const watch = watches.find(tenantId);
      return watch !== undefined && isUnderAttack(watch, watches.now()) ? 'attack' : 'calm';
    },

    /** Tells how an attempt ended. Memory only, a few microseconds; never throws. */
    observe: (tenantId: string, outcome: Outcome): void =>
      safely(undefined, () => {
        const watch = watches.of(tenantId);
        watch.isActive = true;
        observeOutcome(sensors, watch, outcome, watches.now());
      }),

    /** Notes an arrival that owed some work and did not do it. */
    challenged: ({ tenantId, action, client, hasDeviceToken }: Arrival): void =>
      safely(undefined, () => {
        const nobody = { accountKey: '', isKnownAccount: false, isKnownDevice: false } as const;
        const outcome: Outcome = { action, client, hasDeviceToken, result: 'challenged', ...nobody };
        observeOutcome(sensors, watches.of(tenantId), outcome, watches.now());
      }),

    /** Whether a browser fails at accounts of others, so that its token says nothing for now. Memory only. */
    isHarvested: (tenantId: string, deviceKey: string): boolean =>
      watches.find(tenantId)?.rules.detects === true && sensors.harvested.isCaught(watches.now(), tenantId, deviceKey),

    /** What stands for a password in memory: keyed, cut short, and another one each day. */
    markOf: (tenantId: string, password: string): string => sensors.sprays.markOf(watches.now(), tenantId, password),

    /** Whether this password is being tried at many accounts. */
    isSprayed,

    /**
     * Why a right password from a browser that its account does not know has to be confirmed in another way; null when it
     * has not. Memory only.
     */
    confirmationFor: (
      tenantId: string,
      { client, mark }: { readonly client: WatchedClient; readonly mark?: string | undefined },
    ): ConfirmReason | null =>
      safely(null, () => {
        const watch = watches.find(tenantId);
        if (watch === undefined) return null;
        if (isUnderAttack(watch, watches.now())) return 'attack';
        if (mark !== undefined && isSprayed(tenantId, mark)) return 'spray';
        return isFlagged(watch, client, addresses, watches.now()) ? 'flagged' : null;
      }),

    /** Notes what another room found by itself. Figures of the evidence are kept; of its words, the origin is shown. */
    report: ({ kind, tenantId, customerId, evidence }: Report): void =>
      safely(undefined, () => {
        const figures: Figures = Object.fromEntries(
          Object.entries(evidence).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
        );
        const key = typeof evidence['origin'] === 'string' ? evidence['origin'].slice(0, 200) : '';
        see(watches.of(tenantId), { kind, action: 'noted', key, customerId, figures }, watches.now());
      }),

    /** Notes that a customer says of a sign-in that it was not theirs. */
    disowned: ({ tenantId, customerId }: { readonly tenantId: string; readonly customerId: string }): void =>
      safely(undefined, () => {
        const noted = { account: fingerprint(customerId), isSuccess: false, countsFirst: [] } as const;
        const counts = ['attempts', 'failures'] as const;
        sensors.windows.note('tenant', `${tenantId} tenant`, watches.now(), { ...noted, counts });
      }),

    /** Notes budgets that were used up, among all that were `asked`: of messages, they say that somebody is being bombed. */
    refused: (tenantId: string, refused: readonly Charge[], asked: readonly Charge[]): void =>
      safely(undefined, () => {
        const watch = watches.of(tenantId);
        if (watch.rules.detects) noteRefusals(watch, { refused, asked }, watches.now());
      }),

    /** Notes a text message that was not sent: around that number nobody enters the codes. */
    distrusted: (tenantId: string, number: string): void =>
      safely(undefined, () => {
        const watch = watches.of(tenantId);
        const refused = [{ budget: 'sms.recipient', key: number }] as const;
        if (watch.rules.detects) noteRefusals(watch, { refused, asked: refused }, watches.now());
      }),

    /** Leaves a trace of where a new customer came from, in the transaction that makes them: keyed digests, for a month. */
    traceSignUp: (tx: Transaction, tenantId: string, signUp: TracedSignUp): Promise<void> =>
      traceSignUp(deps, { watches, addresses }, tx, tenantId, signUp),

    /** What every node does at this moment. */
    posture: async (tenantId: string): Promise<Posture> =>
      (await findPosture(deps.database.reader, tenantId)) ?? calmPosture,

    /** Findings, newest first, after a position. */
    async findings(tenantId: string, asked: FindingsAsked): Promise<Finding[]> {
      const rows = await listFindings(deps.database.reader, tenantId, asked);
      return Promise.all(rows.map((row) => toFinding(deps, tenantId, row)));
    },

    /** One of them, or null. */
    async finding(tenantId: string, findingId: string): Promise<Finding | null> {
      const row = isId('finding', findingId) ? await findFinding(deps.database.reader, tenantId, findingId) : undefined;
      return row === undefined ? null : toFinding(deps, tenantId, row);
    },

    /** Takes a finding back; the same is not raised again for a day. False where there is none, or it was done before. */
    async undo(tenantId: string, findingId: string, author: DetectionAuthor): Promise<boolean> {
      if (!isId('finding', findingId) || !(await undo(deps, { tenantId, findingId }, author))) return false;
      await sharing.look();
      return true;
    },

    /** Begins attack mode, or changes when it ends; `until` null: when somebody ends it. */
    async beginAttackMode(
      tenantId: string,
      { until }: { readonly until: Date | null },
      author: DetectionAuthor,
    ): Promise<Posture | null> {
      const posture = await beginAttackMode(deps, { tenantId, until }, author);
      await sharing.look();
      return posture;
    },

    /** Ends attack mode; false where there is none. Detection does not begin it anew for an hour. */
    async endAttackMode(tenantId: string, author: DetectionAuthor): Promise<boolean> {
      const hasEnded = await endAttackMode(deps, tenantId, author);
      await sharing.look();
      return hasEnded;
    },

    /** How attempts ended, by the hour and action, oldest first; kept for 90 days. */
    figures: (tenantId: string, span: { readonly from: Date; readonly to: Date }): Promise<HourlyFigures[]> =>
      hourlyFigures(deps.database.reader, tenantId, span),

    /** How many findings of each kind were raised in this time and not taken back. */
    countFindings: (tenantId: string, span: { readonly from: Date; readonly to: Date }) =>
      countFindings(deps.database.reader, tenantId, span),

    /** How many findings last, up to this many. */
    countOpenFindings: (tenantId: string, most: number): Promise<number> =>
      countOpenFindings(deps.database.reader, tenantId, most),

    /** When attack mode began last, and ended; null where there was none. */
    lastAttack: (tenantId: string) => lastAttack(deps.database.reader, tenantId),

    /** The ids of those who signed up in a wave, after an id. Null where this is no finding of a wave. */
    signUpsOf: (
      tenantId: string,
      findingId: string,
      page: { readonly after: string | null; readonly limit: number },
    ): Promise<string[] | null> => signUpsOf(tenantId, findingId, page),

    /** All of them at once, no more than ten thousand: the `customerIds` of a bulk action. */
    allSignUpsOf: (tenantId: string, findingId: string): Promise<string[] | null> =>
      signUpsOf(tenantId, findingId, { after: null, limit: mostSignUps }),

    ...createDigestJob(deps),

    start: sharing.start,
    stop: sharing.stop,
    /** Writes and reads at once what would be shared in a moment. */
    share: (): Promise<void> => sharing.look({ writesAll: true }),
  };

  async function signUpsOf(
    tenantId: string,
    findingId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<string[] | null> {
    const row = isId('finding', findingId) ? await findFinding(deps.database.reader, tenantId, findingId) : undefined;
    if (row?.kind !== 'sign_up_wave') return null;
    // It was seen when it was large enough: the first of it came within the hour before.
    const from = new Date(row.began_at.getTime() - 60 * 60 * 1000);
    const wave = { digest: row.key_digest, from, to: row.ended_at };
    return selectSignUps(deps.database.reader, tenantId, wave, page);
  }
}
