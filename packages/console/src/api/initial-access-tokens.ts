/** What lets applications register themselves, as /api/admin answers it. A token is shown once, when it is made. */
import type { components } from '@cardea/sdk';
import { management, told } from './management.ts';

type Schemas = components['schemas'];
const all = '/api/admin/initial-access-tokens';

export const initialTokensKey = ['initial-access-tokens'] as const;

export const listInitialTokens = (signal: AbortSignal): Promise<Schemas['InitialAccessTokens']> =>
  told(management.GET(all, { signal }));

export const createInitialToken = (body: {
  readonly name: string;
  readonly uses: number;
  readonly hours: number;
}): Promise<Schemas['CreatedInitialAccessToken']> => told(management.POST(all, { body }));

export const removeInitialToken = (id: string): Promise<unknown> =>
  told(management.DELETE(`${all}/{token_id}`, { params: { path: { token_id: id } } }));
