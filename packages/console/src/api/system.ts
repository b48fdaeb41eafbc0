/** How the installation does, and the keys that sign, as /api/admin answers it. */
import type { components } from '@cardea/sdk';
import { management, told } from './management.ts';

type Schemas = components['schemas'];
export type SystemStatus = Schemas['SystemStatus'];
export type Check = SystemStatus['checks'][number];
export type SigningKey = Schemas['SigningKeyList']['items'][number];

export const systemKey = ['system'] as const;

export const readSystem = (signal: AbortSignal): Promise<SystemStatus> =>
  told(management.GET('/api/admin/system', { signal }));

export const listSigningKeys = (signal: AbortSignal): Promise<Schemas['SigningKeyList']> =>
  told(management.GET('/api/admin/keys', { signal }));
