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

/** A host name in lower case, without a port. */
export const hostName = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/);

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

// Its digest and its size, so that a page can leave the place before the picture is there.
const picture = z.string().regex(/^[A-Za-z0-9_-]{43}\.[0-9]{1,4}x[0-9]{1,4}$/);

/** How pages and mails look: of a tenant, and over it of an application. */
export const brandingSettings = {
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional()
    .describe('The one colour of buttons and links; adjusted where it could not be read.'),
  radiusPixels: z.int().min(0).max(24).optional().describe('How round corners are.'),
  mode: z.enum(['light', 'dark', 'auto']).optional().describe('Light, dark, or as the browser wishes.'),
  font: z
    .enum(['system', 'humanist', 'rounded', 'serif'])
    .optional()
    .describe('A family that the reader has already: nothing is loaded.'),
  logo: z
    .strictObject({
      light: picture.optional().describe('A picture that was uploaded, for light ground.'),
      dark: picture.optional().describe('The same for dark ground; without it, the one for light ground.'),
    })
    .optional(),
  favicon: picture.optional().describe('The picture of the browser tab.'),
};
