/** `/api/admin/protection/findings`: what detection found, and taking it back. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { type Finding, networkKeys } from '../../../rooms/protection/index.ts';
import { idOf } from '../acting.ts';
import { authorOf } from '../author.ts';
import type { AdminApiDependencies } from '../dependencies.ts';
import { listPage } from '../list.ts';
import { type AdminCall, type AdminRoute, defineAdminRoute } from '../route.ts';

const path = '/api/admin/protection/findings';
const one = `${path}/{finding_id}`;
const { protection: schemas } = adminApi;

export function findingRoutes(deps: AdminApiDependencies): AdminRoute[] {
  const { detection } = deps.protection;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listProtectionFindings',
      summary: 'What detection found, newest first',
      permission: 'protection:read',
      mask: 'none',
      query: schemas.findingsQuery,
      status: 200,
      answer: schemas.findings,
      errors: ['cursor.invalid'],
      async handle(call) {
        const { kind, state } = call.query;
        const body = await listPage(deps, call, 'listProtectionFindings', async (position, limit) => {
          const [began, id] = position ?? [];
          const after = began === undefined || id === undefined ? null : ([began, id] as const);
          const items = await detection.findings(call.tenant.tenantId, { after, limit: limit + 1, kind, state });
          const last = items.length > limit ? items[limit - 1] : undefined;
          return { items: items.slice(0, limit).map(toFinding(deps, call)), next: last?.position ?? null };
        });
        return { body };
      },
    }),
    defineAdminRoute({
      method: 'GET',
      path: one,
      operation: 'readProtectionFinding',
      summary: 'One finding',
      permission: 'protection:read',
      mask: 'none',
      status: 200,
      answer: schemas.detail,
      errors: ['finding.not_found'],
      handle: async (call) => ({ body: await readFinding(deps, call) }),
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${one}/undo`,
      operation: 'undoProtectionFinding',
      summary: 'Take a finding back: what it did ends, and the same is not raised again for a day',
      permission: 'protection:write',
      mask: 'none',
      body: adminApi.customers.nothing,
      status: 200,
      answer: schemas.detail,
      errors: ['finding.not_found'],
      async handle(call) {
        // What was taken back before stays as it was: calling twice is no mistake.
        await detection.undo(call.tenant.tenantId, idOf(call, 'finding_id'), authorOf(call));
        return { body: await readFinding(deps, call) };
      },
    }),
  ];
}

async function readFinding(deps: AdminApiDependencies, call: AdminCall<unknown, unknown>) {
  const { detection } = deps.protection;
  const { tenantId } = call.tenant;
  const found = await detection.finding(tenantId, idOf(call, 'finding_id'));
  if (found === null) throw new ProblemError('finding.not_found');
  const signUps = found.kind === 'sign_up_wave' ? await detection.allSignUpsOf(tenantId, found.findingId) : null;
  return { ...toFinding(deps, call)(found), sign_ups: signUps?.length ?? null };
}

const toFinding =
  ({ geography }: Pick<AdminApiDependencies, 'geography'>, { caller }: Pick<AdminCall<unknown, unknown>, 'caller'>) =>
  (finding: Finding) => {
    const { kind, about, endedAt, undone } = finding;
    const isWhole = kind !== 'flagged_source' || caller.permissions.has('customers.personal:read');
    const address = about === null || !isPlace(finding) ? null : addressIn(about);
    return {
      finding_id: finding.findingId,
      kind,
      action: finding.action,
      state: undone !== null ? ('undone' as const) : endedAt !== null ? ('ended' as const) : ('open' as const),
      about: isWhole || address === null ? about : networkKeys(address).neighbourhood,
      country: address === null ? null : geography.placeOf(address).country,
      figures: finding.figures,
      customer_id: finding.customerId,
      began_at: finding.beganAt.toISOString(),
      last_seen_at: finding.lastSeenAt.toISOString(),
      ended_at: endedAt?.toISOString() ?? null,
      undone: undone === null ? null : { at: undone.at.toISOString(), by: undone.by },
    };
  };

const isPlace = ({ kind }: Finding): boolean => kind === 'flagged_source' || kind === 'flagged_neighbourhood';
const addressIn = (key: string): string => key.split('/')[0] ?? '';
