/** How pages and mails look, as /api/admin answers it, and pages drawn with values that are not saved. */
import type { adminApi } from '@cardea/contract';
import { call, callVersioned, type Versioned } from './call.ts';

export type Branding = (typeof adminApi.branding.branding)['_output'];
export type ShownBranding = (typeof adminApi.branding.shown)['_output'];
export type Preview = (typeof adminApi.branding.previewed)['_output'];
export type PreviewWish = (typeof adminApi.branding.preview)['_input'];

export const readBranding = (signal?: AbortSignal): Promise<Versioned<ShownBranding>> =>
  callVersioned('/api/admin/branding', signal === undefined ? {} : { signal });

export const changeBranding = (branding: Branding, version: string | undefined): Promise<ShownBranding> =>
  call('/api/admin/branding', { method: 'PUT', body: branding, version });

export const previewPage = (wish: PreviewWish, signal?: AbortSignal): Promise<Preview> =>
  call('/api/admin/branding/preview', { method: 'POST', body: wish, ...(signal === undefined ? {} : { signal }) });
