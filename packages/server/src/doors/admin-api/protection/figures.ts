/** `/api/admin/protection/figures`: attempts by the hour; an hour in which nothing happened is there, too. */
import { adminApi } from '@cardea/contract';
import type { AdminApiDependencies } from '../dependencies.ts';
import { type AdminRoute, defineAdminRoute } from '../route.ts';

type Counted = {
  readonly attempts: number;
  readonly successes: number;
  readonly failures: number;
  readonly challenged: number;
  readonly refused: number;
};

const { protection: schemas } = adminApi;
const hourMilliseconds = 60 * 60 * 1000;

export function figureRoutes({ protection: { detection }, clock }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/protection/figures',
      operation: 'readProtectionFigures',
      summary: 'How attempts ended, hour by hour',
      permission: 'protection:read',
      mask: 'none',
      query: schemas.figuresQuery,
      status: 200,
      answer: schemas.figures,
      errors: [],
      async handle({ tenant, query: { hours } }) {
        const present = Math.floor(clock.now().getTime() / hourMilliseconds);
        const first = present - hours + 1;
        const span = { from: new Date(first * hourMilliseconds), to: new Date((present + 1) * hourMilliseconds) };
        const counted = Map.groupBy(await detection.figures(tenant.tenantId, span), ({ hour }) => hour.getTime());
        const items = [...Array(hours).keys()].map((index) => {
          const at = (first + index) * hourMilliseconds;
          const rows = counted.get(at) ?? [];
          const hour = new Date(at).toISOString();
          return { hour, ...addUp(rows), under_attack: rows.some(({ underAttack }) => underAttack) };
        });
        return { body: { items } };
      },
    }),
  ];
}

/** These counts as one. */
export function addUp(rows: readonly Counted[]) {
  const sum = (name: keyof Counted) => rows.reduce((total, row) => total + row[name], 0);
  return {
    attempts: sum('attempts'),
    succeeded: sum('successes'),
    failed: sum('failures'),
    challenged: sum('challenged'),
    refused: sum('refused'),
  };
}
