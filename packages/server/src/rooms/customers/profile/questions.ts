/**
 * The one question that is asked after a sign-in: the first, in the declared order, that has no answer and was not put
 * off a short while ago. A tenant that asks nothing costs nothing.
 */
import type { Attribute } from '@cardea/contract';
import type { Queries } from '../../../foundation/database/index.ts';
import type { ProfileSchema } from '../../tenants/index.ts';
import { findAttributes } from '../store/profile.ts';
import { findSkips } from '../store/profile-upkeep.ts';

export type Question = { readonly attribute: Attribute; readonly isSkippable: boolean };

/** The question for this customer, or null. */
export async function nextQuestion(
  queries: Queries,
  schema: ProfileSchema,
  tenantId: string,
  customerId: string,
): Promise<Question | null> {
  const asked = schema.attributes
    .flatMap((attribute) => (attribute.ask === 'never' ? [] : [{ attribute, ask: attribute.ask }]))
    .sort((one, other) => one.ask.order - other.ask.order);
  if (asked.length === 0) return null;
  const row = await findAttributes(queries, tenantId, customerId);
  if (row === undefined) return null;
  const open = asked.filter(({ attribute }) => !Object.hasOwn(row.attributes as object, attribute.name));
  if (open.length === 0) return null;
  const skips = await findSkips(queries, tenantId, customerId);
  const due = open.find(({ attribute, ask }) => {
    const daysAgo = skips.get(attribute.name);
    return !ask.skippable || daysAgo === undefined || daysAgo >= ask.again_after_days;
  });
  return due === undefined ? null : { attribute: due.attribute, isSkippable: due.ask.skippable };
}
