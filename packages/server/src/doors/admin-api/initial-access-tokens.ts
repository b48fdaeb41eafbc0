/** `/api/admin/initial-access-tokens`: letting applications register themselves. */
import { adminApi } from '@cardea/contract';
import { ProblemError } from '../../foundation/errors/index.ts';
import { idOf } from './acting.ts';
import { authorOf } from './author.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

const path = '/api/admin/initial-access-tokens';
const { initialAccessTokens: schemas } = adminApi;

export function initialAccessTokenRoutes({ applications }: AdminApiDependencies): AdminRoute[] {
  const { initialTokens } = applications.ofItself;
  return [
    defineAdminRoute({
      method: 'GET',
      path,
      operation: 'listInitialAccessTokens',
      summary: 'Initial access tokens that are not over',
      permission: 'applications:read',
      mask: 'none',
      status: 200,
      answer: schemas.list,
      errors: [],
      async handle(call) {
        const items = (await initialTokens.list(call.tenant.tenantId)).map((token) => ({
          token_id: token.tokenId,
          name: token.name,
          remaining: token.remaining,
          created_at: token.createdAt.toISOString(),
          expires_at: token.expiresAt.toISOString(),
        }));
        return { body: { items, next_cursor: null } };
      },
    }),
    defineAdminRoute({
      method: 'POST',
      path,
      operation: 'createInitialAccessToken',
      summary: 'Make an initial access token; it is shown this once',
      permission: 'applications:write',
      mask: 'none',
      body: schemas.create,
      status: 201,
      answer: schemas.created,
      errors: [],
      isRepeatable: true,
      async handle(call) {
        const made = await initialTokens.create(call.tenant.tenantId, call.body, authorOf(call));
        return { body: { token_id: made.tokenId, initial_access_token: made.token } };
      },
    }),
    defineAdminRoute({
      method: 'DELETE',
      path: `${path}/{token_id}`,
      operation: 'removeInitialAccessToken',
      summary: 'Take an initial access token back; what was registered with it stays',
      permission: 'applications:write',
      mask: 'none',
      status: 204,
      errors: ['initial_access_token.not_found'],
      async handle(call) {
        const isRemoved = await initialTokens.remove(call.tenant.tenantId, idOf(call, 'token_id'), authorOf(call));
        if (!isRemoved) throw new ProblemError('initial_access_token.not_found');
        return {};
      },
    }),
  ];
}
