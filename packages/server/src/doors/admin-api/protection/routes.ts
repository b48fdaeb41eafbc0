/** `/api/admin/protection`: what staff see of attacks, and what they decide about them. */
import type { AdminApiDependencies } from '../dependencies.ts';
import type { AdminRoute } from '../route.ts';
import { figureRoutes } from './figures.ts';
import { findingRoutes } from './findings.ts';
import { postureRoutes } from './posture.ts';
import { signUpRoutes } from './sign-ups.ts';

export function protectionRoutes(deps: AdminApiDependencies): AdminRoute[] {
  return [...postureRoutes(deps), ...figureRoutes(deps), ...findingRoutes(deps), ...signUpRoutes(deps)];
}
