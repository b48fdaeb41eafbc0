/** Where a network address seems to be, for whoever may see the address itself. */
import type { Geography } from '../../foundation/geography/index.ts';

export type PlaceView = {
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly private: boolean;
};

/** Names in the reader's language where a file has them; null where nothing is known, or the address is not shown. */
export function placeView(
  { geography }: { readonly geography: Pick<Geography, 'placeOf'> },
  address: string | null,
  locale: string,
): PlaceView | null {
  if (address === null) return null;
  const { country, region = null, city = null, isPrivate } = geography.placeOf(address, locale);
  return country === null && !isPrivate ? null : { country, region, city, private: isPrivate };
}
