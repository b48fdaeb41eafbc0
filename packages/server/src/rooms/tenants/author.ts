/** Who changes something, for the ledger; and which version the change was decided on. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Actor } from '../ledger/index.ts';

export type Author = {
  readonly actor: Actor;
  readonly requestId?: string | undefined;
  /** Only what is of this version is changed; without it, whatever there is. */
  readonly expectedVersion?: string | undefined;
  /** False for whoever may not read personal fields: they show them to nobody else either. */
  readonly mayExpose?: boolean | undefined;
};

/** Whoever works at the machine itself. */
export const system: Author = { actor: { kind: 'system' } };

/** Refuses what was changed since the author looked. */
export function demandVersion(author: Author, version: string): void {
  if (author.expectedVersion !== undefined && author.expectedVersion !== version)
    throw new ProblemError('request.precondition_failed');
}
