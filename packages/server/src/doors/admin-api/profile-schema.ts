/** `/api/admin/profile-schema`: what the business knows of its customers; a change is looked at before it is made. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Plan } from '../../rooms/tenants/index.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/profile-schema';
const { profileSchema: schemas } = adminApi;

export function profileSchemaRoutes({ tenants, database }: AdminApiDependencies): AdminRoute[] {
  const { profileSchema } = tenants;
  const read = async (tenantId: string, version?: number) => {
    const schema =
      version === undefined
        ? await profileSchema.currentWithin(database.reader, tenantId)
        : await profileSchema.version(tenantId, version);
    if (schema === null) throw new ProblemError('profile_schema.not_found');
    return { body: { version: schema.version, attributes: schema.attributes }, version: String(schema.version) };
  };
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'readProfileSchema',
      summary: 'The declaration that counts, or an earlier one',
      permission: 'settings:read',
      mask: 'none',
      query: schemas.at,
      status: 200,
      answer: schemas.schema,
      errors: ['profile_schema.not_found'],
      version: 'answered',
      handle: (call) => read(call.tenant.tenantId, call.query.version),
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/plan`,
      operation: 'planProfileSchema',
      summary: 'What a declaration would change, and what becomes of values',
      permission: 'settings:read',
      mask: 'none',
      body: schemas.declare,
      status: 200,
      answer: schemas.plan,
      errors: ['profile_schema.invalid'],
      handle: async (call) => ({ body: toPlan(await profileSchema.plan(call.tenant.tenantId, call.body)) }),
    }),
    defineAdminRoute({
      method: 'PUT',
      path,
      operation: 'changeProfileSchema',
      summary: 'Declare what you know of customers; refused when values would become unreadable',
      permission: 'settings:write',
      mask: 'none',
      body: schemas.declare,
      status: 200,
      answer: schemas.plan,
      errors: ['profile_schema.invalid', 'profile_schema.refused', 'profile_schema.exposes', 'profile_schema.conflict'],
      version: 'required',
      async handle(call) {
        const plan = await profileSchema.change(call.tenant.tenantId, call.body, authorOf(call));
        return { body: toPlan(plan), version: String(plan.to) };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path: `${path}/rollback`,
      operation: 'rollBackProfileSchema',
      summary: 'Bring back an earlier version, and values that were removed less than 30 days ago',
      permission: 'settings:write',
      mask: 'none',
      body: schemas.rollback,
      status: 200,
      answer: schemas.plan,
      errors: [
        'profile_schema.not_found',
        'profile_schema.refused',
        'profile_schema.exposes',
        'profile_schema.conflict',
      ],
      version: 'required',
      async handle(call) {
        const plan = await profileSchema.rollback(call.tenant.tenantId, call.body.version, authorOf(call));
        return { body: toPlan(plan), version: String(plan.to) };
      },
    }),
  ];
}

function toPlan({ from, to, added, changed, removed, restored, refused }: Plan): object {
  return { from, to, has_changes: to !== from, added, changed, removed, restored, refused };
}
