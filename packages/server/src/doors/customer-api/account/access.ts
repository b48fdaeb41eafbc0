/** Where the customer is signed in, who may see what, who received what, and what happened. */
import { accountApi, cursorQuery, flowsApi } from '@cardea/contract';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { placeView } from '../../json-api/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, defineRoute } from '../route.ts';
import { pageOf } from './pages.ts';

const root = '/api/account';

export function accessRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: `${root}/sessions`,
      operation: 'listSessions',
      summary: 'Where the customer is signed in',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: accountApi.sessions,
      errors: [],
      async handle(call) {
        const { customerId, sessionId } = call.session();
        const all = await deps.account.sessions(call.tenant.tenantId, customerId);
        const page = pageOf(all, (session) => session.sessionId, call.query.cursor);
        const items = page.items.map(({ client, applications, ...session }) => {
          const { browser = null, system = null } = describeDevice(client.userAgent);
          return {
            session_id: session.sessionId,
            current: session.sessionId === sessionId,
            device: { browser, system },
            address: client.address,
            place: placeView(deps, client.address, call.locale),
            created_at: session.createdAt.toISOString(),
            last_seen_at: session.lastSeenAt.toISOString(),
            applications: applications.map(({ applicationId, name, lastUsedAt }) => ({
              application_id: applicationId,
              name,
              last_used_at: lastUsedAt.toISOString(),
            })),
          };
        });
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${root}/sessions/{session_id}`,
      operation: 'endSession',
      summary: 'End one session',
      access: 'write',
      status: 204,
      errors: ['session.not_found'],
      async handle(call) {
        const { params, tenant, request } = call;
        await deps.account.endSession(tenant.tenantId, call.session(), params['session_id'] ?? '', request.id);
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/sessions/end-others`,
      operation: 'endOtherSessions',
      summary: 'End every session but this one',
      access: 'write',
      body: flowsApi.nothing,
      status: 200,
      answer: accountApi.ended,
      errors: [],
      handle: async (call) => ({
        body: { ended: await deps.account.endOtherSessions(call.tenant.tenantId, call.session(), call.request.id) },
      }),
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/sign-out`,
      operation: 'signOut',
      summary: 'End this session, and every token with it',
      access: 'write',
      body: flowsApi.nothing,
      status: 204,
      errors: [],
      async handle(call) {
        await deps.account.signOut(call.tenant.tenantId, call.session(), call.request.id);
        return {};
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${root}/sign-out-everywhere`,
      operation: 'signOutEverywhere',
      summary: 'End every session, this one too',
      access: 'write',
      body: flowsApi.nothing,
      status: 204,
      errors: [],
      async handle(call) {
        await deps.account.signOutEverywhere(call.tenant.tenantId, call.session(), call.request.id);
        return {};
      },
    }),
    ...applicationRoutes(deps),
  ];
}

function applicationRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: `${root}/applications`,
      operation: 'listApplications',
      summary: 'What the customer allowed to whom',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: accountApi.applications,
      errors: [],
      async handle(call) {
        const all = await deps.account.connectedApplications(call.tenant.tenantId, call.session().customerId);
        const page = pageOf(all, (application) => application.applicationId, call.query.cursor);
        const items = page.items.map(({ applicationId, name, since, scopes, ofItself, resources }) => ({
          application_id: applicationId,
          name,
          since: since.toISOString(),
          scopes: scopes.map(({ scope, description }) => ({ scope, description })),
          registered_itself: ofItself !== null,
          document_host: ofItself?.documentHost ?? null,
          resources: resources.map((one) => ({ resource_uri: one.resourceUri, name: one.name })),
        }));
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${root}/applications/{application_id}`,
      operation: 'removeApplication',
      summary: 'Take back what an application was allowed',
      access: 'write',
      status: 204,
      errors: ['application.not_found'],
      async handle(call) {
        const { params, tenant, request } = call;
        const applicationId = params['application_id'] ?? '';
        await deps.account.removeApplication(tenant.tenantId, call.session(), applicationId, request.id);
        return {};
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${root}/recipients`,
      operation: 'listRecipients',
      summary: 'Who received something of the customer in the last year',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: accountApi.recipients,
      errors: [],
      async handle(call) {
        const all = await deps.account.recipients(call.tenant.tenantId, call.session().customerId);
        const page = pageOf(all, (recipient) => recipient.applicationId, call.query.cursor);
        const items = page.items.map(({ applicationId, name, attributes, lastAt }) => ({
          application_id: applicationId,
          name,
          attributes,
          last_at: lastAt.toISOString(),
        }));
        return { body: { ...page, items } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${root}/activity`,
      operation: 'listActivity',
      summary: 'What happened in the account, newest first',
      access: 'read',
      query: cursorQuery,
      status: 200,
      answer: accountApi.activity,
      errors: [],
      async handle(call) {
        const { customerId } = call.session();
        const page = await deps.account.activity(call.tenant.tenantId, customerId, call.query.cursor);
        const text = deps.translations.worded(call.tenant.texts).translator(call.locale);
        const items = page.items.map(({ entryId, at, kind, application, client }) => ({
          entry_id: entryId,
          at: at.toISOString(),
          kind,
          text: text(`pages:account.activity.events.${kind}`, { application: application ?? '' }),
          application,
          client: client && {
            address: client.address,
            user_agent: client.userAgent,
            place: placeView(deps, client.address, call.locale),
          },
        }));
        return { body: { items, next_cursor: page.nextCursor } };
      },
    }),
  ];
}
