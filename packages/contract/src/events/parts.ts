/** What the entries of the catalogue are made of. */
import { z } from 'zod';

export const id = z.string().max(40);
export const host = z.string().max(260);
export const none = z.strictObject({});

export const event = <Data extends z.ZodType, Personal extends z.ZodType>(data: Data, personal: Personal) => ({
  data,
  personal,
});
