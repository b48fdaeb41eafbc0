/** What the business has set, as /api/admin answers it: by section and field, with where each value comes from. */
import type { components } from '@cardea/sdk';
import { management, told, toldVersion, type Versioned } from './management.ts';

type Schemas = components['schemas'];
export type Settings = Schemas['Settings'];
export type SettingsChange = Schemas['ChangeSettings'];

const path = '/api/admin/settings';

export const readSettings = (signal: AbortSignal): Promise<Versioned<Settings>> =>
  toldVersion(management.GET(path, { signal }));

export const changeSettings = (body: SettingsChange, version = ''): Promise<Settings> =>
  told(management.PATCH(path, { params: { header: { 'If-Match': version } }, body }));
