/** What a key rests as in the database: keyed by the tenant, so that whoever reads the rows cannot try addresses. */
import { messageCode } from '../../../../foundation/encryption/index.ts';

/** `kind`: of the finding or flag, so that two of them about one key cannot be brought together. */
export const digestOf = (key: Buffer, kind: string, text: string): string =>
  messageCode('sha256', key, `${kind}\n${text}`).toString('base64url');
