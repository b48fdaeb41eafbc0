/** Changes of wishes. What is not wished any more has no name among them; a logo is one wish with two grounds. */
import type { Branding as Wishes } from '../../api/branding.ts';

export function withoutWish(wishes: Wishes, name: keyof Wishes): Wishes {
  return Object.fromEntries(Object.entries(wishes).filter(([known]) => known !== name));
}

/** Another picture on one ground, or none; the other ground keeps what is seen there now. */
export function withPicture(
  wishes: Wishes,
  shown: Wishes,
  ground: 'light' | 'dark',
  asset: string | undefined,
): Wishes {
  const others = Object.entries(shown.logo ?? {}).filter(([known]) => known !== ground);
  const logo = Object.fromEntries(asset === undefined ? others : [...others, [ground, asset]]);
  return Object.keys(logo).length === 0 ? withoutWish(wishes, 'logo') : { ...wishes, logo };
}
