/** What the document says of every route of an access: which token it takes, and how it may refuse. */
import type { ErrorCode } from '@cardea/contract';
import type { DocumentedRoute } from '../json-api/index.ts';
import type { ApiRoute, RouteAccess } from './route.ts';

const security: Readonly<Record<RouteAccess, readonly object[]>> = {
  none: [],
  flow: [{ flow: [] }, { flowHeader: [] }],
  read: [{ customer: ['account:read'] }],
  write: [{ customer: ['account:write'] }],
};

const bearerRefusals: readonly ErrorCode[] = [
  ...(['request.invalid', 'request.cross_site', 'token.required', 'token.invalid'] as const),
  ...(['token.unproven', 'token.needs_nonce', 'token.insufficient_scope', 'application.not_allowed'] as const),
];

const commonErrors: Readonly<Record<RouteAccess, readonly ErrorCode[]>> = {
  none: ['request.invalid', 'request.cross_site'],
  flow: ['request.invalid', 'request.cross_site', 'application.not_allowed', 'flow.unknown', 'flow.other_browser'],
  read: bearerRefusals,
  write: [...bearerRefusals, 'account.hosted_only'],
};

const deviceHeader = { 'Cardea-Device': 'The `device_token` of an earlier sign-in here.' };

/** The route as the document shows it. */
export function toDocumented(route: ApiRoute): DocumentedRoute {
  return {
    ...route,
    tag: route.path.startsWith('/api/flows') ? 'Journeys' : 'Account',
    security: security[route.access],
    commonErrors: commonErrors[route.access],
    headers: route.access === 'flow' ? deviceHeader : {},
  };
}
