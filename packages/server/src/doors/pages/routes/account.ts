/** `/account`: the home of the account, which answers four questions at a glance. */
import type { FastifyInstance } from 'fastify';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { visitAccount } from '../account-page.ts';
import { type PageDependencies, sendPage } from '../page.ts';
import { accountFrame } from '../views/account-sections.ts';
import { toRecipientItem } from './account-applications.ts';

/** How much of each list the home shows; the rest is on its own page. */
const shown = 3;

export function accountRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/', async (_request, reply) => reply.redirect('/account', 303));

  app.get('/account', async (request, reply) => {
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    const { current, token } = visit;
    const home = await deps.account.home(request.tenant.tenantId, current.customerId);
    const { profile, passwordSetAt, passwordWeakness, sessions, recipients, applications } = home;
    const isCurrent = (session: { readonly sessionId: string }) => session.sessionId === current.sessionId;
    return sendPage(deps, request, reply, {
      view: 'account',
      model: {
        account: accountFrame('home', token),
        ...(profile.name === null ? {} : { name: profile.name }),
        ...(profile.email === null ? {} : { email: profile.email }),
        ...(profile.email === null && profile.phone !== null ? { phone: profile.phone } : {}),
        ...(profile.emailVerifiedAt === null ? {} : { emailVerifiedAt: profile.emailVerifiedAt }),
        ...(passwordSetAt === null ? {} : { passwordSetAt }),
        passwordWeakness,
        customerSince: profile.createdAt,
        sessions: thisFirst(sessions, isCurrent)
          .slice(0, shown)
          .map((session) => ({
            device: describeDevice(session.client.userAgent),
            current: isCurrent(session),
            lastSeenAt: session.lastSeenAt,
          })),
        sessionCount: sessions.length,
        recipients: recipients.slice(0, shown).map(toRecipientItem),
        recipientCount: recipients.length,
        agreements: applications.slice(0, shown),
        agreementCount: applications.length,
        signOutEverywhere: { action: '/account/sign-out-everywhere', hidden: { token } },
      },
    });
  });
}

/** The browser that looks comes first, so that it is never in question which of the others may go. */
export function thisFirst<Item>(items: readonly Item[], isCurrent: (item: Item) => boolean): Item[] {
  return items.toSorted((one, other) => Number(isCurrent(other)) - Number(isCurrent(one)));
}
