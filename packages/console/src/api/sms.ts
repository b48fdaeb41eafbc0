/** What text messages cost, as /api/admin answers it. */
import type { components } from '@cardea/sdk';
import { management, told } from './management.ts';

export type SmsFigures = components['schemas']['SmsFigures'];

export const readSmsFigures = (signal: AbortSignal): Promise<SmsFigures> =>
  told(management.GET('/api/admin/sms/figures', { signal }));
