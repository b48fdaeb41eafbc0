/** How findings change what every node does: pure steps from one posture to the next. */
import type { FindingKind } from '@cardea/contract';
import type { Flag, Pardon, Posture } from '../vocabulary.ts';

const mostFlags = 2000;
const mostPardons = 500;

/** How long a finding lasts after it was last seen; attack mode ends a quarter of an hour after its signals. */
export const lastsMinutes: Readonly<Record<FindingKind, number>> = {
  stuffing: 15,
  flagged_source: 60,
  flagged_neighbourhood: 60,
  flagged_network: 30,
  flagged_user_agent: 30,
  password_spray: 60,
  account_guessing: 60,
  sign_up_wave: 120,
  mail_bombing: 60,
  sms_pumping: 60,
  relayed_sign_in: 24 * 60,
};

/** With this key flagged; an earlier flag of it is replaced. Those of the lowest level make room, the oldest of them first. */
export function withFlag(posture: Posture, flag: Flag): Posture {
  const others = posture.flags.filter(({ kind, digest }) => kind !== flag.kind || digest !== flag.digest);
  return { ...posture, flags: bounded([...others, flag]) };
}

// Whoever is asked for little makes room: a swarm of small flags must not let a certain attacker go.
function bounded(flags: readonly Flag[]): readonly Flag[] {
  if (flags.length <= mostFlags) return flags;
  const lowest = Math.min(...flags.map(({ level }) => level));
  const place = flags.findIndex(({ level }) => level === lowest);
  return flags.toSpliced(place, 1);
}

/** Without the flag that a finding set. */
export const withoutFlag = (posture: Posture, finding: FindingKind, digest: string): Posture => ({
  ...posture,
  flags: posture.flags.filter((flag) => flag.finding !== finding || flag.digest !== digest),
});

/** Not to be raised again until then; what is over is dropped on the way. */
export const withPardon = (posture: Posture, pardon: Pardon, now: number): Posture => ({
  ...posture,
  pardons: [...posture.pardons.filter(({ until }) => until > now), pardon].slice(-mostPardons),
});

export const isPardoned = (posture: Posture, finding: FindingKind, digest: string, now: number): boolean =>
  posture.pardons.some((pardon) => pardon.finding === finding && pardon.digest === digest && pardon.until > now);

/**
 * Under attack. What detection says never shortens what a person asked for, and a person's word takes the place of
 * detection's.
 */
export function underAttack(
  posture: Posture,
  begin: {
    readonly by: string;
    readonly findingId: string | null;
    readonly until: Date | null;
    readonly now: Date;
  },
): Posture {
  if (posture.mode === 'calm')
    return {
      ...posture,
      mode: 'attack',
      findingId: begin.findingId,
      begunBy: begin.by,
      beganAt: begin.now,
      until: begin.until,
    };
  if (begin.by !== 'system') return { ...posture, begunBy: begin.by, until: begin.until };
  const later =
    posture.until !== null && begin.until !== null && begin.until > posture.until ? begin.until : posture.until;
  return { ...posture, until: later };
}

export const calm = (posture: Posture): Posture => ({
  ...posture,
  mode: 'calm',
  findingId: null,
  begunBy: null,
  until: null,
});
