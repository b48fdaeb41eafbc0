/** `/account/sign-in`: what somebody signs in with, and the way to change each of it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HeldIdentifier } from '../../../rooms/customers/index.ts';
import { visitAccount } from '../account-page.ts';
import { type PageDependencies, sendPage } from '../page.ts';
import type { AccountSignInModel } from '../views/account-models.ts';
import { accountFrame } from '../views/account-sections.ts';

const notices = ['email_changed', 'phone_changed', 'phone_removed', 'username_changed', 'username_removed'] as const;
const query = z.object({ notice: z.enum(notices).optional() });

export function accountSignInRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/account/sign-in', async (request, reply) => {
    const { notice } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const [facts, elsewhere] = await Promise.all([
      deps.accountIdentifiers.facts(request.tenant, visit.current.customerId),
      deps.accountIdentities.overview(request.tenant, visit.current.customerId),
    ]);
    const { identifiers, rules, passwordSetAt, passwordWeakness, recentChanges } = facts;
    const of = (type: HeldIdentifier['type']) => identifiers.find((identifier) => identifier.type === type);
    // What was switched off since is shown for as long as there is something to take away.
    const optional = (type: 'phone' | 'username'): AccountSignInModel['phone'] => {
      const value = of(type)?.value;
      if (value === undefined) return rules[type] === 'off' ? undefined : {};
      return { value };
    };
    const [phone, username] = [optional('phone'), optional('username')];
    const email = of('email');
    return sendPage(deps, request, reply, {
      view: 'account-sign-in',
      model: {
        account: accountFrame('sign_in', visit.token),
        email: { value: email?.value ?? '', isConfirmed: email?.verifiedAt != null },
        isUndeliverable: email?.undeliverableSince != null,
        ...(phone === undefined ? {} : { phone }),
        ...(username === undefined ? {} : { username }),
        ...(passwordSetAt === null ? {} : { passwordSetAt }),
        passwordWeakness,
        hasConnections: elsewhere.identities.length > 0 || elsewhere.offered.length > 0,
        recentChanges,
        ...(notice === undefined ? {} : { notice }),
      },
    });
  });
}
