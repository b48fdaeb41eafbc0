/** Pages drawn with values that are not saved, to be shown for some minutes at an address that nobody can guess. */
import type { Database } from '../../foundation/database/index.ts';
import { hashSecret, newSecret } from '../../foundation/ids/index.ts';
import { insertPreview, selectPreview } from './store/previews.ts';

export type KeptPreview = { readonly page: string; readonly html: string };

const keptMinutes = 10;

export function createPreviews({ reader }: Pick<Database, 'reader'>) {
  return {
    /** Keeps a drawn page; the secret is in its address and nowhere else. */
    async keep(tenantId: string, preview: KeptPreview): Promise<{ secret: string; expiresAt: Date }> {
      const secret = newSecret();
      const row = { ...preview, secretHash: hashSecret(secret), minutes: keptMinutes };
      return { secret, expiresAt: await insertPreview(reader, tenantId, row) };
    },

    /** The page behind a secret of this tenant, or null. */
    read: async (tenantId: string, secret: string): Promise<KeptPreview | null> =>
      (await selectPreview(reader, tenantId, hashSecret(secret))) ?? null,
  };
}
