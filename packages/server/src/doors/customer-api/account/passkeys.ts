/** The passkeys of the customer: making, naming and removing them. */
import { cursorQuery, flowsApi, passkeysApi } from '@cardea/contract';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, type Call, defineRoute } from '../route.ts';
import { pageOf } from './pages.ts';

const root = '/api/account/factors/passkeys';

const actingIn = (call: Call<unknown, unknown>) => ({ ...call, current: call.session() });
const named = (call: Call<unknown, unknown>) => call.params['credential_id'] ?? '';

export function passkeyRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: root,
      operation: 'listPasskeys',
      summary: 'The passkeys of the customer',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: passkeysApi.passkeys,
      errors: [],
      async handle(call) {
        const held = await deps.accountPasskeys.list(call.tenant.tenantId, call.session().customerId);
        const page = pageOf(held, (item) => item.credentialId, call.query.cursor);
        const items = page.items.map(({ credentialId, name, isSynced, isBackedUp, ...at }) => ({
          credential_id: credentialId,
          name,
          synced: isSynced,
          backed_up: isBackedUp,
          added_at: at.createdAt.toISOString(),
          last_used_at: at.lastUsedAt?.toISOString() ?? null,
          flagged_at: at.flaggedAt?.toISOString() ?? null,
        }));
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/options`,
      operation: 'askForPasskey',
      summary: 'What an authenticator is asked to make',
      access: 'write',
      body: flowsApi.nothing,
      status: 200,
      answer: passkeysApi.passkeyOptions,
      errors: ['session.stale', 'factor.too_many', 'attempts.exhausted'],
      handle: async (call) => ({ body: { public_key: await deps.accountPasskeys.askToMake(actingIn(call)) } }),
    }),
    defineRoute({
      method: 'POST',
      path: root,
      operation: 'addPasskey',
      summary: 'Keep what it made',
      access: 'write',
      body: passkeysApi.addPasskey,
      status: 201,
      answer: passkeysApi.addedPasskey,
      errors: ['session.stale', 'passkey.refused', 'passkey.taken'],
      async handle(call) {
        const { credential, name } = call.body;
        const made = { credential: JSON.stringify(credential), name };
        const { credentialId } = await deps.accountPasskeys.add(actingIn(call), made);
        return { body: { credential_id: credentialId } };
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${root}/{credential_id}`,
      operation: 'renamePasskey',
      summary: 'Give it another name',
      access: 'write',
      body: passkeysApi.renamePasskey,
      status: 204,
      errors: ['form.invalid', 'factor.not_found'],
      async handle(call) {
        await deps.accountPasskeys.rename(actingIn(call), named(call), call.body.name);
        return {};
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${root}/{credential_id}`,
      operation: 'removePasskey',
      summary: 'Take it away: it opens nothing more',
      access: 'write',
      status: 204,
      errors: ['session.stale', 'factor.not_found', 'factor.last_way', 'attempts.exhausted'],
      async handle(call) {
        await deps.accountPasskeys.remove(actingIn(call), named(call));
        return {};
      },
    }),
  ];
}
