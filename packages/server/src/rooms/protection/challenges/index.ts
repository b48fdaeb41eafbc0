/**
 * Proof of work before anything is looked up: whoever arrives in a time of attack has their browser compute for a moment.
 * It is the same for everybody, costs an arrival without a solution no statement, and takes no budget's place.
 */
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database } from '../../../foundation/database/index.ts';
import { digestOfText, type Encryption } from '../../../foundation/encryption/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { hashSecret } from '../../../foundation/ids/index.ts';
import type { Charge } from '../budgets.ts';
import type { Arrival, ChallengeLevel } from '../detection/vocabulary.ts';
import { networkKeys } from '../network.ts';
import { purgeSpentChallenges, spendChallenge } from '../store/spent-challenges.ts';
import { isPass, makePass } from './mailbox-pass.ts';
import { isSolved, makePuzzle, type Puzzle, readAnswer, type WorkLevel } from './puzzle.ts';
import { createWithoutWork } from './without-work.ts';

/** How much work is asked of whom; decided from memory. */
export type LevelFor = (arrival: Arrival) => { readonly level: ChallengeLevel };

type ChallengesDependencies = {
  readonly database: Pick<Database, 'reader'>;
  readonly encryption: Pick<Encryption, 'mac'>;
  readonly clock: Clock;
  readonly levelFor: LevelFor;
  /** Told of everybody who owed a solution and brought none. */
  onChallenged(arrival: Arrival): void;
  /** Charges all of these budgets and says whether there was room. */
  spend(tenantId: string, charges: readonly Charge[]): Promise<boolean>;
  /** Whether an address is that of many who cannot be told apart. */
  standsForMany(address: string): boolean;
};

/** What was handed in, and where. */
type HandedIn = {
  readonly flowId: string;
  /** Absent or empty: nothing was. */
  readonly solution: string | undefined;
  /** The address that is to sign in: one that was proven in this journey needs no work. */
  readonly identifier?: string;
  /** What is asked for is mailed anyway, so a few may go without work. */
  readonly isMailed?: boolean;
};

/** Opens this part of the room. */
export function createChallenges(deps: ChallengesDependencies) {
  const { database, encryption, clock, levelFor, onChallenged } = deps;
  const mayGoWithout = createWithoutWork(deps);
  const mac = (tenantId: string, purpose: string, text: string) =>
    encryption.mac(database.reader, tenantId, purpose, text);
  const secretOf = async (tenantId: string) => (await mac(tenantId, 'challenges', '')).toString('hex');

  const makeFor = async (arrival: Arrival, flowId: string, level: WorkLevel, isBounded: boolean): Promise<Puzzle> =>
    makePuzzle({
      ...{ level, isBounded },
      secret: await secretOf(arrival.tenantId),
      purpose: purposeOf(arrival, flowId),
      now: clock.now(),
    });

  /** The solution is good for this arrival, and was not handed in before. */
  async function isPaid(arrival: Arrival, { flowId, solution = '' }: HandedIn, level: WorkLevel): Promise<boolean> {
    const answer = readAnswer(solution);
    if (answer === null) return false;
    const { tenantId } = arrival;
    const wanted = { level, secret: await secretOf(tenantId), purpose: purposeOf(arrival, flowId) };
    if (!(await isSolved(answer, wanted))) return false;
    const { parameters, signature = '' } = answer.challenge;
    const expiresAt = new Date(Number(parameters.expiresAt) * 1000);
    return spendChallenge(database.reader, { tenantId, hash: hashSecret(signature), expiresAt });
  }

  return {
    /**
     * Lets an arrival go on that owes nothing or has paid, and says whether it did so by a mailbox that it has proven;
     * refuses every other with `challenge.required` and a fresh challenge, whatever was wrong.
     */
    async demand(arrival: Arrival, handedIn: HandedIn): Promise<{ readonly isMailboxProven: boolean }> {
      const { level } = levelFor(arrival);
      if (level === 0) return { isMailboxProven: false };
      const { flowId, solution = '', identifier, isMailed = false } = handedIn;
      if (solution === '') {
        const { address } = arrival.client;
        const neighbourhood = deps.standsForMany(address) ? null : networkKeys(address).neighbourhood;
        if (isMailed && (await mayGoWithout(arrival.tenantId, neighbourhood))) return { isMailboxProven: false };
      } else if (solution.startsWith('pass.')) {
        const place = passPlace(arrival, flowId, identifier ?? '');
        if (await isPass(mac, { pass: solution, place, now: clock.now() })) return { isMailboxProven: true };
      } else if (await isPaid(arrival, handedIn, level)) return { isMailboxProven: false };
      onChallenged(arrival);
      throw new ProblemError('challenge.required', { challenge: await makeFor(arrival, flowId, level, false) });
    },

    /** A challenge for a page that is about to be shown, or null where none is due. */
    async offer(arrival: Arrival, flowId: string): Promise<Puzzle | null> {
      const { level } = levelFor(arrival);
      return level === 0 ? null : makeFor(arrival, flowId, level, true);
    },

    /** Whether work is asked of this arrival at the moment. */
    isDue: (arrival: Arrival): boolean => levelFor(arrival).level > 0,

    /** Stands in for a solution when this address, proven in this journey, signs in within ten minutes. */
    passFor: (arrival: Arrival, flowId: string, address: string): Promise<string> =>
      makePass(mac, passPlace(arrival, flowId, address), clock.now()),

    /** Our mark on a text that a form carries, so that it is believed when it comes back. */
    vouch: async (tenantId: string, text: string): Promise<string> =>
      (await mac(tenantId, 'form-target', text)).toString('base64url'),

    /** Removes what was handed in and is over. */
    purge: purgeSpentChallenges,
  };
}

// One form asks for a password and for a mailed code: what is solved there is good for either, once.
const kindOf = ({ action }: Arrival) => (action === 'mailed-code' ? 'sign-in' : action);

/** What a challenge is good for. It is signed with a key of the tenant's, so no other tenant knows it either. */
function purposeOf(arrival: Arrival, flowId: string): string {
  const { neighbourhood } = networkKeys(arrival.client.address);
  return digestOfText(JSON.stringify([kindOf(arrival), neighbourhood, flowId])).toString('base64url');
}

const passPlace = ({ tenantId, client }: Arrival, flowId: string, address: string) => ({
  ...{ tenantId, flowId, address },
  neighbourhood: networkKeys(client.address).neighbourhood,
});
