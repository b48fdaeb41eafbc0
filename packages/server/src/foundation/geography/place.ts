/**
 * What a record of a geography file says, in our words. Files of several publishers name the same things differently, and
 * whatever is not of the form that we know counts as not said.
 */
import { z } from 'zod';

/** Where a network address seems to be. A guess by the network's papers, never a proof of where somebody is. */
export type Place = {
  /** ISO 3166-1, two letters; null where it is not known. */
  readonly country: string | null;
  /** As far as the operator's own file knows it, in the language asked for. */
  readonly region?: string;
  readonly city?: string;
  readonly network: Network | null;
  /** An address of a private network or of this machine: it has no place. */
  readonly isPrivate: boolean;
};

export type Network = { readonly asn: number; readonly name: string | null };

/** What one file knows of an address. */
export type Said = {
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly network?: Network;
};

const word = z.string().min(1).max(200);
const text = word.optional().catch(undefined);
const names = z.object({ names: z.record(z.string(), z.string()) });
const named = names.optional().catch(undefined);
const code = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .catch(undefined);

const record = z.object({
  // as MaxMind and DB-IP publish it
  country: z.object({ iso_code: code }).optional().catch(undefined),
  city: z.union([names, word]).optional().catch(undefined),
  subdivisions: z.array(named).optional().catch(undefined),
  autonomous_system_number: z.int().positive().optional().catch(undefined),
  autonomous_system_organization: text,
  // as ip-location-db publishes it
  country_code: code,
  state1: text,
});

// Stand-ins for "nobody knows" that some files carry.
const noCountries: ReadonlySet<string> = new Set(['ZZ', 'XX', 'EU', 'AP']);

/** Reads one record; names in this language where the file has them, else in English. */
export function readRecord(found: unknown, language: string): Said {
  const parsed = record.safeParse(found);
  if (!parsed.success) return {};
  const { country, country_code, city, subdivisions, state1, autonomous_system_number: asn } = parsed.data;
  const iso = country?.iso_code ?? country_code;
  const nameOf = (said: Readonly<Record<string, string>> | undefined) => said?.[language] ?? said?.['en'];
  const cityName = typeof city === 'string' ? city : nameOf(city?.names);
  const region = nameOf(subdivisions?.[0]?.names) ?? state1;
  return {
    ...(iso === undefined || noCountries.has(iso) ? {} : { country: iso }),
    ...(region === undefined ? {} : { region }),
    ...(cityName === undefined ? {} : { city: cityName }),
    ...(asn === undefined ? {} : { network: { asn, name: parsed.data.autonomous_system_organization ?? null } }),
  };
}
