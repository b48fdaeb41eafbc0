/** A change of the profile schema in sentences, and as JSON. */
import type { Plan } from '../../rooms/tenants/index.ts';

/** The plan by the names that scripts read. */
export function planAsJson(plan: Plan): object {
  const { from, to, added, changed, removed, restored, refused } = plan;
  return { from, to, has_changes: to !== from, added, changed, removed, restored, refused };
}

/** One sentence for each part of the plan. */
export function describePlan(plan: Plan, isPlan: boolean, reasons: Readonly<Record<string, string>>): string[] {
  const people = (count: number) =>
    count === 0 ? 'no customer has a value' : `${count} ${count === 1 ? 'customer has' : 'customers have'} a value`;
  const lines = [
    ...plan.added.map((attribute) => `+ ${attribute}`),
    ...plan.restored.map(
      ({ attribute, customers }) => `+ ${attribute}: declared again; ${people(customers)}, as before`,
    ),
    ...plan.changed.map(({ attribute, fields }) => `~ ${attribute}: ${fields.join(', ')}`),
    ...plan.removed.map(
      ({ attribute, customers }) =>
        `- ${attribute}: ${people(customers)}; out of reach at once, kept sealed for 30 days, then gone`,
    ),
    ...plan.refused.map(({ attribute, reason }) => `! ${attribute} ${reasons[reason] ?? reason}`),
  ];
  if (plan.to === plan.from) return [...lines, `Nothing changes: version ${plan.from} counts.`];
  if (plan.refused.length > 0) return [...lines, 'This change would be refused.'];
  return [
    ...lines,
    isPlan
      ? `Version ${plan.from} would become version ${plan.to}.`
      : `Version ${plan.to} counts now; \`profile-schema rollback ${plan.from}\` brings back the former one.`,
  ];
}
