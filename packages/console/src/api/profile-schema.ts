/** What the business declares to know of its customers, as /api/admin answers it. */
import type { Attribute } from '@cardea/contract';
import { management, told } from './management.ts';

export type { Attribute } from '@cardea/contract';

export const profileSchemaKey = ['profile-schema'] as const;

/** The attributes in the order of the declaration. */
export const readAttributes = async (signal?: AbortSignal): Promise<readonly Attribute[]> => {
  const { attributes } = await told(management.GET('/api/admin/profile-schema', { signal: signal ?? null }));
  return attributes as Attribute[];
};
