/**
 * A place as people call it, in their language. It is what the papers of a network say, so the sentences around it say
 * that it goes by the network address.
 */
import type { Place } from '../../foundation/geography/index.ts';
import type { Translate } from './translate.ts';

export type ShownPlace = Pick<Place, 'country' | 'region' | 'city' | 'isPrivate'>;

// Making one costs more than drawing a line; there are only as many as translations.
const countryNames = new Map<string, Intl.DisplayNames>();

/** "Germany", "near Munich, Germany", "a private network"; empty where nothing is known. */
export function describePlace(translate: Translate, locale: string, place: ShownPlace | null | undefined): string {
  if (!place) return '';
  if (place.isPrivate) return translate('common:place.private');
  const { city, region } = place;
  const country = place.country === null ? undefined : countryName(locale, place.country);
  if (country === undefined) return '';
  if (city !== undefined) return translate('common:place.near', { city, country });
  return region === undefined ? country : translate('common:place.region', { region, country });
}

/** What people call the country; undefined for a code that stands for none. */
function countryName(locale: string, code: string): string | undefined {
  let names = countryNames.get(locale);
  if (names === undefined) {
    names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
    countryNames.set(locale, names);
  }
  return names.of(code);
}
