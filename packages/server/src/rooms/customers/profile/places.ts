/** The countries and time zones that a value can name, as far as this runtime knows them. */

const isoCodes = (): string[] => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => first + second));
};
// Codes that name no country of ISO 3166: groups of countries, test regions, and islands without a code of their own.
const notCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** ISO 3166-1 alpha-2, without those that have been replaced. */
export const countryCodes: readonly string[] = isoCodes().filter(
  (code) =>
    !notCountries.has(code) &&
    names.of(code) !== undefined &&
    Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
);

/** Names of the IANA time zone database. */
export const timeZones: readonly string[] = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort();
