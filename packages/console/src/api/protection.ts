/** Attacks and what is done about them, as /api/admin answers it. */
import type { components, operations } from '@cardea/sdk';
import type { Bulk } from './bulk.ts';
import type { CustomerPage } from './customers.ts';
import { management, present, told } from './management.ts';

type Schemas = components['schemas'];
export type Posture = Schemas['ProtectionPosture'];
export type Finding = Schemas['ProtectionFindings']['items'][number];
export type FindingKind = Finding['kind'];
export type WholeFinding = Schemas['ProtectionFinding'];
export type HourOfAttempts = Schemas['ProtectionFigures']['items'][number];
export type Lasting = Schemas['BeginAttackMode']['until'];

type FindingsQuery = NonNullable<operations['listProtectionFindings']['parameters']['query']>;

const path = '/api/admin/protection';
const one = `${path}/findings/{finding_id}` as const;
const of = (id: string) => ({ params: { path: { finding_id: id } } });

/** All that is asked about protection begins with it. */
export const protectionKey = ['protection'] as const;

export const readPosture = (signal: AbortSignal): Promise<Posture> => told(management.GET(path, { signal }));

export const beginAttackMode = (until: Lasting): Promise<Posture> =>
  told(management.POST(`${path}/attack-mode`, { body: { until } }));

export const endAttackMode = (): Promise<unknown> => told(management.DELETE(`${path}/attack-mode`));

export const readFigures = (hours: number, signal: AbortSignal): Promise<Schemas['ProtectionFigures']> =>
  told(management.GET(`${path}/figures`, { params: { query: { hours } }, signal }));

export const listFindings = (
  { kind, state, after }: { kind: string | undefined; state: string | undefined; after: string | undefined },
  signal: AbortSignal,
): Promise<Schemas['ProtectionFindings']> => {
  const query = present({ kind, state, cursor: after, limit: 20 }) as FindingsQuery;
  return told(management.GET(`${path}/findings`, { params: { query }, signal }));
};

export const readFinding = (id: string, signal: AbortSignal): Promise<WholeFinding> =>
  told(management.GET(one, { ...of(id), signal }));

export const undoFinding = (id: string): Promise<WholeFinding> =>
  told(management.POST(`${one}/undo`, { ...of(id), body: {} }));

export const listSignUps = (id: string, after: string | undefined, signal: AbortSignal): Promise<CustomerPage> =>
  told(
    management.GET(`${one}/sign-ups`, {
      params: { path: { finding_id: id }, query: present({ cursor: after }) },
      signal,
    }),
  );

export type Removal = Schemas['RemoveSignUps'];

/** Refused where `count` is not how many they are. */
export const removeSignUps = (id: string, body: Removal): Promise<Bulk> =>
  told(management.POST(`${one}/sign-ups/remove`, { ...of(id), body }));
