/** How old a sign-in may be for an application that says so in its request (OpenID Connect Core, section 3.1.2.1). */

/** In seconds; 0: of now; null: it does not say. */
export function wantedAgeOf(params: Readonly<Record<string, unknown>> | undefined): number | null {
  const { prompt, max_age: maxAge } = params ?? {};
  if (typeof prompt === 'string' && prompt.split(' ').includes('login')) return 0;
  const age = maxAge === undefined || maxAge === null ? Number.NaN : Number(maxAge);
  return Number.isSafeInteger(age) && age >= 0 ? age : null;
}
