/** What the business has set, as /api/admin answers it: by section and field, with where each value comes from. */
import type { adminApi } from '@cardea/contract';
import { call, callVersioned, type Versioned } from './call.ts';

export type Settings = (typeof adminApi.settings.settings)['_output'];
export type SettingsChange = (typeof adminApi.settings.change)['_input'];

export const readSettings = (signal?: AbortSignal): Promise<Versioned<Settings>> =>
  callVersioned('/api/admin/settings', signal === undefined ? {} : { signal });

export const changeSettings = (change: SettingsChange, version: string | undefined): Promise<Settings> =>
  call('/api/admin/settings', { method: 'PATCH', body: change, version });
