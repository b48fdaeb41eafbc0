/** Where the text messages of a tenant may go, and what one costs there. Pure. */
import type { Tenant } from '../../tenants/index.ts';

export type SmsPolicy = Pick<Tenant, 'settings'>;

/** The countries it allows; without a list, its own; `all` only where nothing leaves the machine. */
export function allowedCountries({ settings }: SmsPolicy, isOutbox: boolean): readonly string[] | 'all' {
  const { sms, identifiers } = settings;
  if (sms.countries !== undefined) return sms.countries;
  if (identifiers.defaultCountry !== undefined) return [identifiers.defaultCountry];
  return isOutbox ? 'all' : [];
}

/** In millionths of the currency; null where the tenant names no price. */
export function priceMicros({ settings }: SmsPolicy, country: string | null, text: string): number | null {
  const price = country === null ? undefined : settings.sms.prices[country];
  return price === undefined ? null : Math.round(price * 1_000_000) * segments(text);
}

// GSM 03.38: the letters of a text message; those of the second line count twice. Any other makes each letter 16 bits.
const single =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const double = '\f^{}\\[~]|€';

/** How many messages a text is billed as. */
function segments(text: string): number {
  let letters = 0;
  for (const letter of text) {
    if (single.includes(letter)) letters += 1;
    else if (double.includes(letter)) letters += 2;
    else return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  }
  return letters <= 160 ? 1 : Math.ceil(letters / 153);
}
