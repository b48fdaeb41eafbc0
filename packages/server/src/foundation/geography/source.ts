/**
 * One geography file (MaxMind DB), read whole into memory: a look-up is then a walk of a few microseconds. A damaged file
 * may fail at any look-up, and what it fails to say is simply not known.
 */
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { basename } from 'node:path';
import { type CountryResponse, Reader } from 'maxmind';
import { readRecord, type Said } from './place.ts';

export type GeographySource = {
  /** Its name without the folder. */
  readonly name: string;
  /** What its publisher calls its kind, such as `GeoLite2-City`. */
  readonly kind: string;
  /** When its publisher made it. */
  readonly builtAt: Date;
  readonly bytes: number;
  readonly isBuiltIn: boolean;
};

export type OpenSource = GeographySource & { say(address: string, language: string): Said };

const largestBytes = 1024 * 1024 * 1024;

/** Opens a file; returns the sentence that says why not. */
export function openSource(path: string, isBuiltIn: boolean): OpenSource | string {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > largestBytes) return `GEOGRAPHY_FILE: ${path} is larger than 1 GiB. Take a smaller edition of it.`;
    bytes = readFileSync(path);
  } catch {
    return `GEOGRAPHY_FILE: ${path} cannot be read. Correct the path, or let this user read it.`;
  }
  try {
    const reader = new Reader<CountryResponse>(bytes);
    const { databaseType: kind, buildEpoch: builtAt, ipVersion } = reader.metadata;
    if (!/city|country|asn|isp|location|enterprise/i.test(kind))
      return `GEOGRAPHY_FILE: ${path} is of the kind "${kind}". Give files of cities, countries or ASNs.`;
    return {
      ...{ name: basename(path), kind, builtAt, isBuiltIn, bytes: bytes.length },
      say(address, language) {
        if (ipVersion === 4 && isIP(address) === 6) return {};
        try {
          return readRecord(reader.get(address), language);
        } catch {
          return {};
        }
      },
    };
  } catch {
    return `GEOGRAPHY_FILE: ${path} is no MaxMind DB file (.mmdb). Unpack it, or download it again.`;
  }
}
