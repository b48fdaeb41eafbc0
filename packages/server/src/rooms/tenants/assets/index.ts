/**
 * The pictures of a tenant: logos and favicons. Each is named by what it holds, so an address never changes its
 * content, and each belongs to one tenant: under another's host it does not exist.
 */
import { LRUCache } from 'lru-cache';
import type { Database, Queries, Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { hashSecret } from '../../../foundation/ids/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Author } from '../author.ts';
import { deleteAsset, insertAsset, selectAssets, selectContent, selectKnown } from '../store/assets.ts';
import { lockTenant } from '../store/tenants.ts';
import { readPicture } from './read-picture.ts';

export type AssetsDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  /** Whether the branding of an application names a picture of the tenant. */
  readonly isPictureUsed: (queries: Queries, tenantId: string, asset: string) => Promise<boolean>;
};

export type Asset = {
  readonly asset: string;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly addedAt: Date;
};
export type AssetContent = { readonly content: Buffer; readonly contentType: string };
export type Assets = ReturnType<typeof createAssets>;

const mostAssetBytes = 256 * 1024;
const mostPixels = 2000;
const mostAssets = 40;
const rememberedBytes = 16 * 1024 * 1024;

export function createAssets(deps: AssetsDependencies) {
  const { database, ledger } = deps;
  // Only what is there: guesses at addresses must not push pictures out.
  const contents = new LRUCache<string, AssetContent>({
    maxSize: rememberedBytes,
    sizeCalculation: ({ content }) => content.length + 200,
    ttl: 60_000,
  });

  const list = async (tenantId: string): Promise<Asset[]> =>
    (await selectAssets(database.reader, tenantId)).map((row) => {
      const { asset, content_type: contentType, width, height, bytes, created_at: addedAt } = row;
      return { asset, contentType, width, height, bytes, addedAt };
    });

  async function addWithin(
    tx: Transaction,
    tenantId: string,
    content: Buffer,
    { actor, requestId }: Author,
  ): Promise<string> {
    const { asset, contentType, width, height } = identifyPicture(content);
    if ((await lockTenant(tx, tenantId)) === undefined) throw new ProblemError('tenant.not_found');
    const row = { asset, contentType, width, height, content, most: mostAssets };
    if (!(await insertAsset(tx, tenantId, row))) throw new ProblemError('asset.too_many');
    const data = { asset };
    await ledger.append(tx, { tenantId, customerId: null, event: 'branding.asset_added', actor, requestId, data });
    return asset;
  }

  return {
    /** The tenant's pictures, newest first. */
    list,

    /** Keeps a picture. Refuses with `asset.unreadable`, `asset.too_large` or `asset.too_many`. */
    async add(tenantId: string, content: Buffer, author: Author): Promise<Asset> {
      const asset = await database.transaction({}, (tx) => addWithin(tx, tenantId, content, author));
      const added = (await list(tenantId)).find((kept) => kept.asset === asset);
      if (added === undefined) throw new ProblemError('asset.not_found');
      return added;
    },

    /** The same within a transaction of the caller's; says what the picture is called. */
    addWithin,

    /** Which of these pictures the tenant has, as a transaction sees it. */
    known: (queries: Queries, tenantId: string, assets: readonly string[]): Promise<ReadonlySet<string>> =>
      selectKnown(queries, tenantId, assets),

    /** What a picture of this tenant holds, or null. */
    async read(tenantId: string, asset: string): Promise<AssetContent | null> {
      if (!/^[A-Za-z0-9_-]{43}\.\d{1,4}x\d{1,4}$/.test(asset)) return null;
      const key = `${tenantId} ${asset}`;
      const known = contents.get(key);
      if (known !== undefined) return known;
      const row = await selectContent(database.reader, tenantId, asset);
      if (row === undefined) return null;
      const found = { content: row.content, contentType: row.content_type };
      contents.set(key, found);
      return found;
    },

    /** Removes a picture that no branding names. Mails that were sent with it show their alternative text from then on. */
    async remove(tenantId: string, asset: string, { actor, requestId }: Author): Promise<void> {
      await database.transaction({}, async (tx) => {
        const tenant = await lockTenant(tx, tenantId);
        if (tenant === undefined) throw new ProblemError('tenant.not_found');
        if (JSON.stringify(tenant.settings).includes(asset) || (await deps.isPictureUsed(tx, tenantId, asset)))
          throw new ProblemError('asset.in_use');
        if (!(await deleteAsset(tx, tenantId, asset))) throw new ProblemError('asset.not_found');
        const data = { asset };
        await ledger.append(tx, {
          tenantId,
          customerId: null,
          event: 'branding.asset_removed',
          actor,
          requestId,
          data,
        });
      });
      contents.delete(`${tenantId} ${asset}`);
    },
  };
}

/** What a picture is called and how large it is; refuses with `asset.unreadable` or `asset.too_large`. Pure. */
export function identifyPicture(content: Buffer) {
  if (content.length > mostAssetBytes) throw new ProblemError('asset.too_large');
  const picture = readPicture(content);
  if (picture === null) throw new ProblemError('asset.unreadable');
  const { width, height, contentType } = picture;
  if (width > mostPixels || height > mostPixels) throw new ProblemError('asset.too_large');
  const asset = `${hashSecret(content.toString('base64')).toString('base64url')}.${width}x${height}`;
  return { asset, contentType, width, height };
}

/** The places of a branding that name a picture which the tenant does not have: place → `unknown`. */
export async function unknownPictures(
  queries: Queries,
  tenantId: string,
  branding: {
    readonly logo?: { readonly light?: string | undefined; readonly dark?: string | undefined } | undefined;
    readonly favicon?: string | undefined;
  },
): Promise<Record<string, string>> {
  const named = Object.entries({
    'branding.logo.light': branding.logo?.light,
    'branding.logo.dark': branding.logo?.dark,
    'branding.favicon': branding.favicon,
  }).flatMap(([place, asset]): [string, string][] => (asset === undefined ? [] : [[place, asset]]));
  const known = await selectKnown(
    queries,
    tenantId,
    named.map(([, asset]) => asset),
  );
  return Object.fromEntries(named.filter(([, asset]) => !known.has(asset)).map(([place]) => [place, 'unknown']));
}
