/**
 * Shares memory with the other nodes: reads postures that changed, writes down what was seen and how attempts ended, and
 * ends what is over. Nothing of it is on the way of a request; an outage of the database leaves memory as it is.
 */

import { addCounts, historyOf } from '../store/attempt-counts.ts';
import { changedPostures } from '../store/postures.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { endWhatIsOver } from './end.ts';
import { raiseFindings } from './raise.ts';
import { baselineOf } from './rules/baseline.ts';
import { digestOf } from './rules/digest.ts';
import { isPardoned } from './rules/posture.ts';
import { seeSignUpWaves } from './sign-up-waves.ts';
import { endSwitchedOff, forgetFound, isFromDetection, tenantsWithFound } from './switched-off.ts';
import { tenantKey } from './tenant-key.ts';
import { flagKinds, type Posture, type Sighting } from './vocabulary.ts';
import type { Watches } from './watch/index.ts';
import { flagName, type TenantWatch } from './watch/tenant-watch.ts';

const lookMilliseconds = 700;
const writeMilliseconds = 5_000;
const learnMilliseconds = 15 * 60 * 1000;
// A change of settings is here within a second or two; where many tenants are busy, in turns.
const mostRulesAtOnce = 50;
// The tenant's posture is held for as long as these are written.
const mostAtOnce = 100;
// What goes on being seen is written anew so often, unless it grew worse.
const againMilliseconds = 20_000;

export function createSharing(deps: DetectionDependencies, watches: Watches) {
  let since: Date | null = null;
  let wroteAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let isOut = false;
  let isStopped = true;

  async function readPostures(): Promise<void> {
    const { now, changed } = await changedPostures(deps.database.reader, since);
    for (const { tenantId, posture } of changed) await takeOver(deps, watches, { tenantId, posture });
    since = now;
  }

  async function writeSightings(watch: TenantWatch): Promise<void> {
    const now = watches.now();
    const due: [string, Sighting][] = [];
    for (const [name, sighting] of [...watch.sightings]) {
      watch.sightings.delete(name);
      const last = watch.written.get(name);
      const isDue = last === undefined || now - last.at > againMilliseconds || (sighting.flag?.level ?? 0) > last.level;
      if (!isDue) continue;
      watch.written.set(name, { at: now, level: sighting.flag?.level ?? 0 });
      due.push([name, sighting]);
    }
    while (due.length > 0) {
      const batch = due.slice(0, mostAtOnce);
      try {
        await raiseFindings(
          deps,
          watch.tenantId,
          batch.map(([, sighting]) => sighting),
        );
      } catch (error) {
        for (const [name, sighting] of due) {
          watch.written.delete(name);
          if (!watch.sightings.has(name)) watch.sightings.set(name, sighting);
        }
        throw error;
      }
      due.splice(0, batch.length);
    }
  }

  async function writeCounts(watch: TenantWatch): Promise<void> {
    const pending = watch.counts.take();
    try {
      await addCounts(deps.database.reader, watch.tenantId, pending);
    } catch (error) {
      watch.counts.giveBack(pending);
      throw error;
    }
  }

  /**
   * What the settings say, of tenants that somebody came to or where something was found: first of those it was read of
   * the longest ago. What was found ends where nothing is looked for any more.
   */
  async function readRules(now: number): Promise<void> {
    const found = new Set(await tenantsWithFound(deps));
    for (const tenantId of found) watches.of(tenantId);
    const isRead = (watch: TenantWatch) =>
      watch.isActive || isFromDetection(watch.posture) || found.has(watch.tenantId);
    const due = watches.all().filter(isRead);
    for (const watch of due.sort((one, other) => one.rulesAt - other.rulesAt).slice(0, mostRulesAtOnce)) {
      watch.rulesAt = now;
      const protection = (await deps.tenants.byId(watch.tenantId))?.settings.protection;
      if (protection === undefined) continue;
      const isOff = protection.detection === 'off';
      if (isOff && watch.rules.heeds) forgetFound(watch, watches.sensors, now);
      const beginsAttackMode = protection.attackMode === 'automatic';
      watch.rules = { detects: deps.detects && !isOff, heeds: !isOff, beginsAttackMode };
      if (isOff && (isFromDetection(watch.posture) || found.has(watch.tenantId)))
        await endSwitchedOff(deps, watch.tenantId);
    }
  }

  /** What is usual, of tenants that somebody came to. */
  async function learn(watch: TenantWatch, now: number): Promise<void> {
    if (!watch.isActive) return;
    watch.isActive = false;
    if (now - watch.learnedAt > learnMilliseconds) {
      watch.learnedAt = now;
      watch.baseline = baselineOf(await historyOf(deps.database.reader, watch.tenantId));
    }
    watch.digestKey ??= await tenantKey(deps, watch.tenantId);
    await seeSignUpWaves(deps, watch, now);
  }

  async function look({ writesAll = false } = {}): Promise<void> {
    const now = watches.now();
    const writes = writesAll || now - wroteAt >= writeMilliseconds;
    // What others decided, and took back, is not kept waiting by what this process has to write.
    await readPostures();
    await readRules(now);
    for (const watch of watches.all()) await writeSightings(watch);
    if (!writes) return;
    wroteAt = now;
    for (const watch of watches.all()) {
      await writeCounts(watch);
      await learn(watch, now);
    }
    await endWhatIsOver(deps);
  }

  async function lookSafely(options?: { writesAll?: boolean }): Promise<void> {
    try {
      await look(options);
      isOut = false;
    } catch (error) {
      if (!isOut) deps.logger.warn('what protects this server cannot be shared with its other nodes', { error });
      isOut = true;
    }
  }

  const next = () => {
    timer = setTimeout(() => {
      running = lookSafely().then(() => {
        if (!isStopped) next();
      });
    }, lookMilliseconds);
    timer.unref();
  };

  return {
    /** Reads what is known already, and goes on looking. */
    async start(): Promise<void> {
      if (!isStopped) return;
      isStopped = false;
      await lookSafely();
      next();
    },
    /** Writes down what was counted last. */
    async stop(): Promise<void> {
      if (isStopped) return;
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
      await lookSafely({ writesAll: true });
    },
    /** Looks now; for who has just changed something. */
    look: lookSafely,
  };
}

/** Believes what was read. What this process had decided by itself counts until then, unless it was taken back. */
async function takeOver(
  deps: DetectionDependencies,
  watches: Watches,
  { tenantId, posture }: { readonly tenantId: string; readonly posture: Posture },
): Promise<void> {
  const hasDigests = posture.flags.length > 0 || posture.pardons.length > 0;
  const digestKey = hasDigests ? await tenantKey(deps, tenantId) : null;
  const watch = watches.takeOver(tenantId, { posture, digestKey });
  if (posture.mode === 'attack') watch.attackUntil = 0;
  if (digestKey === null || posture.pardons.length === 0) return;
  const now = deps.clock.now().getTime();
  if (isPardoned(posture, 'stuffing', digestOf(digestKey, 'stuffing', ''), now)) watch.attackUntil = 0;
  for (const [name, { finding }] of watch.flaggedHere) {
    const kind = flagKinds.find((each) => name.startsWith(`${each} `));
    if (kind === undefined) continue;
    const digest = digestOf(digestKey, kind, name.slice(flagName(kind, '').length));
    if (isPardoned(posture, finding, digest, now)) watch.flaggedHere.delete(name);
  }
}
