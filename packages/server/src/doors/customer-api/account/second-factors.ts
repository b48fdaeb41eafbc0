/** Authenticator apps, recovery codes and browsers that are not asked, by their owner. */
import { cursorQuery, flowsApi, secondFactorsApi } from '@cardea/contract';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { placeView } from '../../json-api/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';
import { pageOf } from './pages.ts';

const root = '/api/account/factors';

export function secondFactorRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [...authenticatorRoutes(deps), ...recoveryCodeRoutes(deps), ...deviceRoutes(deps), ...callerRoutes(deps)];
}

function authenticatorRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  const path = `${root}/authenticators`;
  return [
    defineRoute({
      method: 'GET',
      path,
      operation: 'listAuthenticators',
      summary: 'The authenticator apps of the customer',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: secondFactorsApi.authenticators,
      errors: [],
      async handle(call) {
        const held = await deps.secondFactors.authenticators(call.tenant.tenantId, call.session().customerId);
        const page = pageOf(held, (item) => item.credentialId, call.query.cursor);
        const items = page.items.map(({ credentialId, name, addedAt, lastUsedAt }) => ({
          credential_id: credentialId,
          name,
          added_at: addedAt.toISOString(),
          last_used_at: lastUsedAt?.toISOString() ?? null,
        }));
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      operation: 'beginAuthenticator',
      summary: 'Begin to set up an authenticator app; until its first code the same is answered again',
      access: 'write',
      body: flowsApi.nothing,
      status: 200,
      answer: secondFactorsApi.authenticatorSetUp,
      errors: ['session.stale', 'factor.not_offered', 'factor.too_many'],
      async handle(call) {
        const { secret, uri } = await deps.authentication.enrolment.begin({
          ...call,
          current: call.session(),
          method: 'authenticator',
        });
        return { body: { secret, uri } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/confirm`,
      operation: 'confirmAuthenticator',
      summary: 'Make it count by its first code',
      access: 'write',
      body: secondFactorsApi.confirmAuthenticator,
      status: 204,
      errors: [
        'session.stale',
        'form.invalid',
        'factor.refused',
        'factor.not_offered',
        'factor.set_up_over',
        'factor.too_many',
        'attempts.exhausted',
      ],
      async handle(call) {
        const { code, name } = call.body;
        const enrolling = { ...call, current: call.session(), method: 'authenticator', answers: { code, name } };
        await deps.authentication.enrolment.finish(enrolling);
        return {};
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/{credential_id}`,
      operation: 'renameAuthenticator',
      summary: 'Give it another name',
      access: 'write',
      body: secondFactorsApi.renameAuthenticator,
      status: 204,
      errors: ['factor.not_found', 'form.invalid'],
      async handle(call) {
        const renamed = { credentialId: call.params['credential_id'] ?? '', name: call.body.name };
        await deps.secondFactors.renameAuthenticator({ ...call, current: call.session() }, renamed);
        return {};
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/{credential_id}`,
      operation: 'removeAuthenticator',
      summary: 'Take it away; what sessions were raised with it counts no more',
      access: 'write',
      status: 204,
      errors: ['session.stale', 'factor.not_found'],
      async handle(call) {
        const acting = { ...call, current: call.session() };
        await deps.secondFactors.removeAuthenticator(acting, call.params['credential_id'] ?? '');
        return {};
      },
    }),
  ];
}

function recoveryCodeRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  const path = `${root}/recovery-codes`;
  return [
    defineRoute({
      method: 'GET',
      path,
      operation: 'readRecoveryCodes',
      summary: 'How many recovery codes are left',
      access: 'read',
      status: 200,
      answer: secondFactorsApi.recoveryCodesHeld,
      errors: [],
      async handle(call) {
        const held = await deps.secondFactors.recoveryCodes(call.tenant.tenantId, call.session().customerId);
        return { body: { remaining: held.remaining, made_at: held.madeAt?.toISOString() ?? null } };
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      operation: 'makeRecoveryCodes',
      summary: 'Make ten recovery codes in the place of all earlier ones; they are answered this once',
      access: 'write',
      body: flowsApi.nothing,
      status: 200,
      answer: secondFactorsApi.recoveryCodes,
      errors: ['session.stale', 'factor.none', 'attempts.exhausted'],
      async handle(call) {
        return { body: { codes: await deps.secondFactors.makeRecoveryCodes({ ...call, current: call.session() }) } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/keep`,
      operation: 'stopLostFactor',
      summary: 'Stop the recovery of a factor that somebody says is lost',
      access: 'write',
      body: flowsApi.nothing,
      status: 204,
      errors: [],
      async handle(call) {
        await deps.recovery.lostFactor.stopBySession({ ...call, current: call.session() });
        return {};
      },
    }),
  ];
}

function callerRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/account/caller-check',
      operation: 'readCallerCode',
      summary: 'The code that the customer reads out when they call',
      access: 'read',
      status: 200,
      answer: secondFactorsApi.callerCode,
      errors: [],
      async handle(call) {
        const { code, seconds } = await deps.secondFactors.callerCode(call.tenant.tenantId, call.session().customerId);
        return { body: { code, expires_in: seconds } };
      },
    }),
  ];
}

function deviceRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  const path = `${root}/devices`;
  return [
    defineRoute({
      method: 'GET',
      path,
      operation: 'listRememberedDevices',
      summary: 'The browsers and devices that are not asked for a second factor',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: secondFactorsApi.rememberedDevices,
      errors: [],
      async handle(call) {
        const { tenantId } = call.tenant;
        const { customerId } = call.session();
        const all = await deps.secondFactors.rememberedDevices(tenantId, customerId, call.visitor.deviceSecret);
        const page = pageOf(all, (item) => item.deviceId, call.query.cursor);
        const items = page.items.map(({ deviceId, client, isThis, rememberedAt, lastUsedAt, until }) => {
          const { browser = null, system = null } = describeDevice(client.userAgent);
          return {
            device_id: deviceId,
            current: isThis,
            device: { browser, system },
            address: client.address,
            place: placeView(deps, client.address, call.locale),
            remembered_at: rememberedAt.toISOString(),
            last_used_at: lastUsedAt.toISOString(),
            until: until.toISOString(),
          };
        });
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/{device_id}`,
      operation: 'endRememberedDevice',
      summary: 'Have one of them asked again',
      access: 'write',
      status: 204,
      errors: ['device.not_found'],
      async handle(call) {
        const acting = { ...call, current: call.session() };
        await deps.secondFactors.endRememberedDevices(acting, call.params['device_id'] ?? '');
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/end-all`,
      operation: 'endRememberedDevices',
      summary: 'Have all of them asked again',
      access: 'write',
      body: flowsApi.nothing,
      status: 204,
      errors: [],
      async handle(call) {
        await deps.secondFactors.endRememberedDevices({ ...call, current: call.session() }, null);
        return {};
      },
    }),
  ];
}
