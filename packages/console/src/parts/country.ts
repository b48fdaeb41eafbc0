/** What people call a country, by its two letters. */
import { currentLanguage } from '../texts/index.ts';

export function countryName(code: string): string {
  return new Intl.DisplayNames(currentLanguage(), { type: 'region', fallback: 'code' }).of(code) ?? code;
}
