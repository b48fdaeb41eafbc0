/** Applications, as /api/admin answers them. */
import type { adminApi } from '@cardea/contract';
import { call, callVersioned, type Versioned } from './call.ts';

type Contract = typeof adminApi.applications;
export type Application = Contract['application']['_output'];
export type ApplicationDetail = Contract['detail']['_output'];
export type ApplicationList = Contract['list']['_output'];
export type NewApplication = Contract['register']['_input'];

export const applicationKinds = ['server', 'browser', 'native', 'machine'] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

type Kinded = Pick<Application, 'application_type' | 'grant_types' | 'token_endpoint_auth_method'>;

/** What an application is to its owner, from what it says about itself. */
export function kindOf(application: Kinded): ApplicationKind {
  if (!application.grant_types.includes('authorization_code')) return 'machine';
  if (application.application_type === 'native') return 'native';
  return application.token_endpoint_auth_method === 'none' ? 'browser' : 'server';
}

/** What an application of this kind is registered with. */
export function metadataOf(kind: ApplicationKind): Partial<NewApplication> {
  if (kind === 'machine') return { grant_types: ['client_credentials'] };
  const grant_types: NewApplication['grant_types'] = ['authorization_code', 'refresh_token'];
  if (kind === 'server') return { grant_types };
  return {
    grant_types,
    token_endpoint_auth_method: 'none',
    application_type: kind === 'native' ? 'native' : 'web',
  };
}

const base = '/api/admin/applications';
const one = (id: string): string => `${base}/${encodeURIComponent(id)}`;
const given = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

export const listApplications = (after?: string, signal?: AbortSignal): Promise<ApplicationList> =>
  call(base, { query: { cursor: after }, ...given(signal) });

export const readApplication = (id: string, signal?: AbortSignal): Promise<Versioned<ApplicationDetail>> =>
  callVersioned(one(id), given(signal));

export const addApplication = (application: NewApplication): Promise<Contract['registered']['_output']> =>
  call(base, { method: 'POST', body: application });

export const changeApplication = (
  id: string,
  version: string | undefined,
  change: Partial<NewApplication>,
): Promise<unknown> => call(one(id), { method: 'PATCH', version, body: change });

export const turnApplication = (id: string, action: 'disable' | 'enable'): Promise<unknown> =>
  call(`${one(id)}/${action}`, { method: 'POST', body: {} });

/** The former secret counts for a while longer, so that the application can take the new one in peace. */
export const rotateSecret = (id: string, keepFormerSeconds: number): Promise<Contract['rotated']['_output']> =>
  call(`${one(id)}/secret`, { method: 'POST', body: { keep_former_seconds: keepFormerSeconds } });
