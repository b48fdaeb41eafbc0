/** `/account/factors/recovery-codes`: how many are left, and ten new ones, shown in the answer to the form and never again. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { safeReturnTo } from '../../../rooms/authentication/index.ts';
import { type AccountVisit, visitAccount } from '../account-page.ts';
import { authorise } from '../authorise.ts';
import { requireFreshProof } from '../fresh-proof.ts';
import { localeOf, type PageDependencies, sendPage, visitorOf, wordsOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { accountFrame } from '../views/account-sections.ts';

const path = '/account/factors/recovery-codes';
const place = z.string().max(2048).optional();
const query = z.object({ offered: z.literal('1').optional(), to: place });
const form = z.strictObject({ token: z.string().max(64), to: place });
const downloadForm = z.strictObject({ token: z.string().max(64), codes: z.string().max(400) });

export function accountRecoveryCodeRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { offered, to } = query.safeParse(request.query).data ?? {};
    const visit = await visitAccount(deps, request, reply);
    if (visit === null) return reply;
    return draw(deps, request, reply, visit, { isOffered: offered === '1', doneHref: placeOf(request, to) });
  });

  app.post(path, async (request, reply) => {
    const { token, to } = readInput(form, request.body);
    const current = await authorise(deps, request, token);
    await requireFreshProof(deps, request, current);
    const acting = { tenant: request.tenant, current, visitor: visitorOf(deps, request) };
    const codes = await deps.secondFactors.makeRecoveryCodes(acting);
    const shown = { codes, doneHref: placeOf(request, to), isOffered: false };
    return draw(deps, request, reply, { current, token }, shown);
  });

  // The browser sends back what it shows: nothing is kept here that could be read again.
  app.post(`${path}/download`, async (request, reply) => {
    const { token, codes: sent } = readInput(downloadForm, request.body);
    const { customerId } = await authorise(deps, request, token);
    const { tenantId } = request.tenant;
    const codes = sent.split(' ');
    if (!(await deps.secondFactors.areFreshCodes(tenantId, customerId, codes)))
      throw new ProblemError('request.invalid');
    const text = await fileOf(deps, request, customerId, codes);
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="recovery-codes.txt"')
      .send(text);
  });
}

const placeOf = (request: FastifyRequest, to: string | undefined): string =>
  safeReturnTo(to, request.tenant.origin) ?? '/account/factors';

async function fileOf(
  deps: PageDependencies,
  request: FastifyRequest,
  customerId: string,
  codes: readonly string[],
): Promise<string> {
  const locale = localeOf(deps, request);
  const text = wordsOf(deps, request).translator(locale);
  const email = await deps.accountLife.addressOf(request.tenant.tenantId, customerId);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(deps.clock.now());
  const lines = [
    text('pages:recovery_codes.file.title', { tenant: request.tenant.name }),
    text('pages:recovery_codes.file.account', { email }),
    text('pages:recovery_codes.file.made', { day }),
    '',
    ...codes,
    '',
    text('pages:recovery_codes.file.once'),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { current, token }: AccountVisit,
  shown: { readonly isOffered: boolean; readonly doneHref: string; readonly codes?: readonly string[] },
): Promise<FastifyReply> {
  const { isOffered, doneHref, codes } = shown;
  const { madeAt, remaining, hasFactor } = await deps.secondFactors.recoveryCodes(
    request.tenant.tenantId,
    current.customerId,
  );
  return sendPage(deps, request, reply, {
    view: 'account-recovery-codes',
    model: {
      account: accountFrame('sign_in', token),
      form: { action: path, hidden: { token, to: doneHref } },
      ...(madeAt === null ? {} : { held: { remaining, madeAt } }),
      hasFactor,
      isOffered,
      doneHref,
      ...(codes === undefined
        ? {}
        : {
            shown: { codes, download: { action: `${path}/download`, hidden: { token, codes: codes.join(' ') } } },
          }),
    },
  });
}
