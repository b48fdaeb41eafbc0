/**
 * The code that a device shows and a person types: eight letters without vowels, so that it spells no word (RFC 8628,
 * section 6.1). Case, dashes and spaces mean nothing.
 */
const form = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;

/** The code as it is kept; null for what cannot be one. */
export function readUserCode(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return form.test(plain) ? plain : null;
}
