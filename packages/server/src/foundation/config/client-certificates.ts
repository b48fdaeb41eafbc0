/**
 * The settings of client certificates: the header in which a proxy hands them over, and the file of the authorities that
 * issue them. What the file holds is judged where certificates are read.
 */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

/** Headers that mean something already; what is in them is never a certificate. */
const meant =
  /^(?:accept|access-control|authorization|cache-|cardea|connection|content-|cookie|date$|dpop|expect|forwarded|host$|if-|idempotency-|keep-alive|oauth-|origin|proxy-|range|referer|sec-|te$|trailer|transfer-|upgrade|user-agent|vary|via|x-forwarded|x-real-ip)/;

export const certificateHeader = z
  .string()
  .toLowerCase()
  .refine(
    (text) => /^[a-z][a-z0-9-]{2,63}$/.test(text) && !meant.test(text),
    'CLIENT_CERTIFICATE_HEADER must be the name of a header that is used for nothing else, such as Client-Cert.',
  );

const mostBytes = 1024 * 1024;

/** From the path of a PEM bundle to its text. */
export const authorityFile = z.string().transform((path, context): string => {
  try {
    const facts = statSync(path);
    if (facts.isFile() && facts.size <= mostBytes) return readFileSync(path, 'latin1');
  } catch {
    // Said below, as a file that is none is.
  }
  context.addIssue({
    code: 'custom',
    message: 'The file that CLIENT_CERTIFICATE_CA_FILE names cannot be read. Correct the path, or its rights.',
  });
  return z.NEVER;
});
