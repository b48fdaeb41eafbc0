/** Applications, as /api/admin answers them. */
import type { components } from '@cardea/sdk';
import { management, present, told, toldVersion, type Versioned } from './management.ts';

type Schemas = components['schemas'];
export type Application = Schemas['Application'];
export type ApplicationDetail = Schemas['ApplicationDetail'];
export type ApplicationList = Schemas['ApplicationList'];
export type NewApplication = Schemas['RegisterApplication'];
export type ApplicationChange = Schemas['ChangeApplication'];

export const applicationKinds = ['server', 'browser', 'native', 'device', 'machine'] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

/** Of devices without a keyboard (RFC 8628). */
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Whether people are sent back to it by an address. */
export const hasRedirects = (kind: ApplicationKind): boolean => kind !== 'machine' && kind !== 'device';

type Kinded = Pick<Application, 'application_type' | 'grant_types' | 'token_endpoint_auth_method'>;

/** What an application is to its owner, from what it says about itself. */
export function kindOf(application: Kinded): ApplicationKind {
  if (!application.grant_types.includes('authorization_code'))
    return application.grant_types.includes(deviceGrant) ? 'device' : 'machine';
  if (application.application_type === 'native') return 'native';
  return application.token_endpoint_auth_method === 'none' ? 'browser' : 'server';
}

/** What an application of this kind is registered with. */
export function metadataOf(kind: ApplicationKind): Partial<NewApplication> {
  if (kind === 'machine') return { grant_types: ['client_credentials'] };
  if (kind === 'device') return { grant_types: [deviceGrant, 'refresh_token'], token_endpoint_auth_method: 'none' };
  const grant_types: NewApplication['grant_types'] = ['authorization_code', 'refresh_token'];
  if (kind === 'server') return { grant_types };
  return {
    grant_types,
    token_endpoint_auth_method: 'none',
    application_type: kind === 'native' ? 'native' : 'web',
  };
}

const all = '/api/admin/applications';
const one = '/api/admin/applications/{application_id}';
const of = (id: string) => ({ application_id: id });

export const listApplications = (after?: string, signal?: AbortSignal): Promise<ApplicationList> =>
  told(management.GET(all, { params: { query: present({ cursor: after }) }, signal: signal ?? null }));

export const readApplication = (id: string, signal: AbortSignal): Promise<Versioned<ApplicationDetail>> =>
  toldVersion(management.GET(one, { params: { path: of(id) }, signal }));

export const addApplication = (body: NewApplication): Promise<Schemas['RegisteredApplication']> =>
  told(management.POST(all, { body }));

export const changeApplication = (id: string, version = '', body: ApplicationChange): Promise<unknown> =>
  told(management.PATCH(one, { params: { path: of(id), header: { 'If-Match': version } }, body }));

export const turnApplication = (id: string, action: 'disable' | 'enable'): Promise<unknown> =>
  told(management.POST(`${one}/${action}`, { params: { path: of(id) }, body: {} }));

/** The former secret counts for a while longer, so that the application can take the new one in peace. */
export const rotateSecret = (id: string, keepFormerSeconds: number): Promise<Schemas['RotatedSecret']> =>
  told(
    management.POST(`${one}/secret`, {
      params: { path: of(id) },
      body: { keep_former_seconds: keepFormerSeconds },
    }),
  );

/** What the application sets differently from the business. */
export const readApplicationSettings = (
  id: string,
  signal: AbortSignal,
): Promise<Versioned<Schemas['ApplicationSettings']>> =>
  toldVersion(management.GET(`${one}/settings`, { params: { path: of(id) }, signal }));

export const changeApplicationSettings = (
  id: string,
  version = '',
  body: Schemas['ChangeApplicationSettings'],
): Promise<unknown> =>
  told(management.PATCH(`${one}/settings`, { params: { path: of(id), header: { 'If-Match': version } }, body }));
