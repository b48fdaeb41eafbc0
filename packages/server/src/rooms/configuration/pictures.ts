/** The pictures that brandings name. Their names say what they hold, so one that is there needs no second look. */
import type { Queries } from '../../foundation/database/index.ts';
import type { Tenants } from '../tenants/index.ts';
import type { State } from './state.ts';
import type { Wanted } from './wanted.ts';

type Branding = {
  readonly logo?: { readonly light?: string | undefined; readonly dark?: string | undefined } | undefined;
  readonly favicon?: string | undefined;
};
type Place = readonly PropertyKey[];

function picturesOf(branding: Branding, place: Place): [string, Place][] {
  const named: [string | undefined, Place][] = [
    [branding.logo?.light, [...place, 'logo', 'light']],
    [branding.logo?.dark, [...place, 'logo', 'dark']],
    [branding.favicon, [...place, 'favicon']],
  ];
  return named.flatMap(([asset, at]): [string, Place][] => (asset === undefined ? [] : [[asset, at]]));
}

/** The pictures that the file names in brandings, and where. */
export function picturesWanted(wanted: Wanted): [string, Place][] {
  const own = {
    logo: wanted.settings.get('branding.logo') as Branding['logo'],
    favicon: wanted.settings.get('branding.favicon') as string | undefined,
  };
  return [
    ...picturesOf(own, ['settings', 'branding']),
    ...wanted.applications.flatMap(({ applicationId, settings }) =>
      picturesOf(settings.branding, ['applications', applicationId, 'settings', 'branding']),
    ),
  ];
}

/** The pictures that brandings name now, in base64, by name. */
export async function picturesInUse(
  { assets }: Pick<Tenants, 'assets'>,
  tenantId: string,
  state: State,
): Promise<Record<string, string>> {
  const named = [
    ...picturesOf(state.settings.branding, []),
    ...[...state.applications.values()].flatMap(({ settings }) => picturesOf(settings.branding, [])),
  ];
  const pictures: [string, string][] = [];
  for (const asset of [...new Set(named.map(([name]) => name))].sort()) {
    const found = await assets.read(tenantId, asset);
    if (found !== null) pictures.push([asset, found.content.toString('base64')]);
  }
  return Object.fromEntries(pictures);
}

/** Of all that the file holds or names, what the tenant has. */
export function picturesThere(
  { assets }: Pick<Tenants, 'assets'>,
  queries: Queries,
  tenantId: string,
  wanted: Wanted,
): Promise<ReadonlySet<string>> {
  const names = [...wanted.pictures.keys(), ...picturesWanted(wanted).map(([name]) => name)];
  return assets.known(queries, tenantId, [...new Set(names)]);
}
