/** `/api/admin/protection` and `/attack-mode`: what is going on, and the word of staff about it. */
import { adminApi } from '@cardea/contract';
import type { z } from 'zod';
import { findProxies } from '../../../rooms/protection/index.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminCall, type AdminRoute, defineAdminRoute } from '../route.ts';
import { addUp } from './figures.ts';

const path = '/api/admin/protection';
const { protection: schemas } = adminApi;
// Beyond it the number is not counted any further.
const mostOpen = 1000;
const hourMilliseconds = 60 * 60 * 1000;
const lasting = { '1h': hourMilliseconds, '24h': 24 * hourMilliseconds, until_ended: null } as const;

export function postureRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { detection } = deps.protection;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'readProtection',
      summary: 'What is going on: calm, or attack mode',
      permission: 'protection:read',
      mask: 'none',
      status: 200,
      answer: schemas.posture,
      errors: [],
      handle: async (call) => ({ body: await readPosture(deps, call) }),
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/attack-mode`,
      operation: 'beginAttackMode',
      summary: 'Begin attack mode, or change when it ends',
      permission: 'protection:write',
      mask: 'none',
      body: schemas.begin,
      status: 200,
      answer: schemas.posture,
      errors: [],
      async handle(call) {
        const lasts = lasting[call.body.until];
        const until = lasts === null ? null : new Date(deps.clock.now().getTime() + lasts);
        await detection.beginAttackMode(call.tenant.tenantId, { until }, authorOf(call));
        return { body: await readPosture(deps, call) };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/attack-mode`,
      operation: 'endAttackMode',
      summary: 'End attack mode; detection does not begin it anew for an hour',
      permission: 'protection:write',
      mask: 'none',
      status: 204,
      errors: [],
      async handle(call) {
        await detection.endAttackMode(call.tenant.tenantId, authorOf(call));
        return {};
      },
    }),
  ];
}

async function readPosture(
  { protection: { detection }, database, installation, clock }: AdminApiDependencies,
  { tenant, caller }: AdminCall<unknown, unknown>,
): Promise<z.output<typeof schemas.posture>> {
  const { tenantId } = tenant;
  const [posture, last, open, proxies] = await Promise.all([
    detection.posture(tenantId),
    detection.lastAttack(tenantId),
    detection.countOpenFindings(tenantId, mostOpen),
    installation.trustsProxies ? [] : findProxies(database.reader),
  ]);
  const { mode, begunBy, beganAt, until, findingId } = posture;
  const isCalm = mode === 'calm';
  const since = isCalm ? null : beganAt;
  const span = since === null ? null : { from: startOfHour(since), to: clock.now() };
  const [counted, raisedBy] = await Promise.all([
    span === null ? [] : detection.figures(tenantId, span),
    isCalm || findingId === null ? null : detection.finding(tenantId, findingId),
  ]);
  return {
    mode,
    begun_by: isCalm ? null : begunBy === 'system' ? 'detection' : 'staff',
    began_at: since?.toISOString() ?? null,
    until: isCalm ? null : (until?.toISOString() ?? null),
    finding_id: isCalm ? null : findingId,
    attempts: isCalm ? null : addUp(counted.filter(({ underAttack }) => underAttack)),
    accounts: raisedBy?.figures['accounts'] ?? null,
    last_attack:
      last === null ? null : { began_at: last.began.toISOString(), ended_at: last.ended?.toISOString() ?? null },
    open_findings: open,
    detection: tenant.settings.protection.detection,
    attack_mode: tenant.settings.protection.attackMode,
    standing_aside: proxies.length > 0,
    proxies: caller.permissions.has('system:read') ? [...proxies] : [],
  };
}

// Attempts are counted by the hour.
const startOfHour = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMilliseconds) * hourMilliseconds);
