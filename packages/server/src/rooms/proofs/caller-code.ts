/**
 * The code by which support knows that a caller is signed in: read out from the account page, typed in the console. It
 * follows from the customer and the time, under a key of its own, so that nothing that opens an account accepts it.
 */
import type { Queries } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { toDecimalCode } from './proof.ts';
import { secondsNow } from './store.ts';

// A fresh code each half minute; each counts for five minutes, so that there is time to read it out.
const spanSeconds = 30;
const countingSpans = 10;

/** As it is shown, and for how long it counts. */
export type CallerCode = { readonly code: string; readonly seconds: number };

const codeOf = async (encryption: Encryption, queries: Queries, place: Place, span: number): Promise<string> =>
  toDecimalCode(await encryption.mac(queries, place.tenantId, 'caller-check', `${place.customerId}:${span}`));

type Place = { readonly tenantId: string; readonly customerId: string };

/** The code of this moment. */
export async function callerCodeNow(encryption: Encryption, queries: Queries, place: Place): Promise<CallerCode> {
  const now = await secondsNow(queries);
  const span = Math.floor(now / spanSeconds);
  const code = await codeOf(encryption, queries, place, span);
  return { code, seconds: Math.ceil((span + countingSpans) * spanSeconds - now) };
}

/** What a code that counts is used up by, or null when it does not count. */
export async function matchCallerCode(
  encryption: Encryption,
  queries: Queries,
  place: Place,
  given: string,
): Promise<string | null> {
  const typed = given.replace(/[\s-]/g, '');
  const present = Math.floor((await secondsNow(queries)) / spanSeconds);
  const codes = await Promise.all(
    Array.from({ length: countingSpans }, (_, ago) => present - ago).map(async (span) => ({
      span,
      code: await codeOf(encryption, queries, place, span),
    })),
  );
  const match = codes.find(({ code }) => code === typed);
  return match === undefined ? null : `${place.customerId}:${match.span}`;
}
