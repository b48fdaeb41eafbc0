/**
 * Opaque cursors of lists. Each is sealed for one tenant, one list and one query: what was altered, made up, or taken
 * from another list is refused, so a cursor never leads where its own list would not have led.
 */
import type { Queries } from '../../foundation/database/index.ts';
import { type Encryption, isSealBroken, type Place } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';

export type CursorPlace = {
  readonly tenantId: string;
  /** The operation's name. */
  readonly list: string;
  /** What the list is narrowed by; the cursor and the size of a page are no part of it. */
  readonly query: Readonly<Record<string, unknown>>;
};

type CursorDependencies = { readonly encryption: Pick<Encryption, 'seal' | 'open'>; readonly queries: Queries };

/** The cursor that goes on after this position. */
export async function sealCursor(
  { encryption, queries }: CursorDependencies,
  place: CursorPlace,
  position: readonly string[],
): Promise<string> {
  return (await encryption.seal(queries, toPlace(place), JSON.stringify(position))).toString('base64url');
}

/** The position that a cursor of this very list names; throws `cursor.invalid`. */
export async function openCursor(
  { encryption, queries }: CursorDependencies,
  place: CursorPlace,
  cursor: string,
): Promise<readonly string[]> {
  try {
    return JSON.parse(await encryption.open(queries, toPlace(place), Buffer.from(cursor, 'base64url')));
  } catch (error) {
    if (isSealBroken(error)) throw new ProblemError('cursor.invalid', { cause: error });
    throw error;
  }
}

function toPlace({ tenantId, list, query }: CursorPlace): Place {
  const { cursor: _cursor, limit: _limit, ...narrowing } = query;
  const named = Object.entries(narrowing).filter(([, value]) => value !== undefined);
  const digest = hashSecret(JSON.stringify([list, named.sort(([one], [other]) => (one < other ? -1 : 1))]));
  return { tenantId, subjectId: null, field: `cursor:${digest.toString('base64url')}` };
}
