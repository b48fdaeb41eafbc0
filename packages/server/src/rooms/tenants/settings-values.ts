/** The forms of values that tenants and applications set: what stands in a link, a header or a page must fit there. */
import { z } from 'zod';

/** An address on the web to link to: https, no user, as browsers write it. */
export const webAddress = z
  .string()
  .max(2000)
  .refine((text) => {
    const url = URL.parse(text);
    return (
      url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' && !/[\s\\<>"]/.test(text)
    );
  }, 'must be an https address');

/** A name before a mail address: one line, nothing that a mail program could take for an address. */
export const senderName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}<>@",;:\\]+$/u);

/** A plain mail address of ASCII letters: no quotes, no comments, one domain with a dot. */
export const senderAddress = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  );
