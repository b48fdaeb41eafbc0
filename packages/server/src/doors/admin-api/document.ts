/** What the document says of every management route: which scope its token needs, and how it may refuse. */
import type { ErrorCode } from '@cardea/contract';
import type { DocumentedRoute } from '../json-api/index.ts';
import type { AdminRoute } from './route.ts';

const commonErrors: readonly ErrorCode[] = [
  ...(['request.invalid', 'request.cross_site', 'token.required', 'token.invalid'] as const),
  ...(['token.unproven', 'token.needs_nonce'] as const),
  ...(['token.insufficient_scope', 'administrator.required', 'attempts.exhausted'] as const),
];
const ofVersion: readonly ErrorCode[] = ['request.precondition_required', 'request.precondition_failed'];
const reasonHeader = {
  'Cardea-Reason':
    'Why personal fields are to be seen, percent-encoded where it is more than ASCII. With the scope ' +
    '`customers.personal:read` they come unmasked, and each such reading is recorded with the reason.',
};

/** The route as the document shows it. */
export function toDocumented(route: AdminRoute): DocumentedRoute {
  const { permission, alsoPermission, mask } = route;
  const scopes = [permission, alsoPermission].filter((scope) => scope !== undefined && scope !== 'any');
  return {
    ...route,
    tag: 'Management',
    security: [{ management: scopes }],
    commonErrors: route.version === 'required' ? [...commonErrors, ...ofVersion] : commonErrors,
    headers: mask === 'customer' ? reasonHeader : {},
  };
}
