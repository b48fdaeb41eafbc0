/** How pages and mails look, as /api/admin answers it, and pages drawn with values that are not saved. */
import type { components } from '@cardea/sdk';
import { management, told, toldVersion, type Versioned } from './management.ts';

type Schemas = components['schemas'];
export type Branding = Schemas['BrandingWishes'];
export type ShownBranding = Schemas['Branding'];
export type Preview = Schemas['BrandingPreviewed'];
export type PreviewWish = Schemas['BrandingPreview'];
export type Picture = Schemas['Picture'];

const tenant = '/api/admin/branding';
const ofApplication = '/api/admin/applications/{application_id}/branding';
const pictures = '/api/admin/branding/pictures';

/** Of the business, or what one of its applications changes about it. */
export const readBranding = (id: string | null, signal?: AbortSignal): Promise<Versioned<ShownBranding>> => {
  const init = { signal: signal ?? null };
  return id === null
    ? toldVersion(management.GET(tenant, init))
    : toldVersion(management.GET(ofApplication, { params: { path: { application_id: id } }, ...init }));
};

export const changeBranding = (id: string | null, body: Branding, version = ''): Promise<ShownBranding> => {
  const header = { 'If-Match': version };
  return id === null
    ? told(management.PUT(tenant, { params: { header }, body }))
    : told(management.PUT(ofApplication, { params: { path: { application_id: id }, header }, body }));
};

export const previewPage = (body: PreviewWish, signal?: AbortSignal): Promise<Preview> =>
  told(management.POST('/api/admin/branding/preview', { body, signal: signal ?? null }));

export const listPictures = (signal: AbortSignal): Promise<Schemas['PictureList']> =>
  told(management.GET(pictures, { signal }));

export const addPicture = async (file: Blob): Promise<Picture> =>
  told(management.POST(pictures, { body: { content: await toBase64(file) } }));

export const removePicture = (asset: string): Promise<unknown> =>
  told(management.DELETE(`${pictures}/{asset}`, { params: { path: { asset } } }));

async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // Piece by piece: a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return btoa(text);
}
