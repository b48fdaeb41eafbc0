/**
 * Text messages: whether one may be asked for, the way it takes, and what became of it. Off until there is a way and a
 * country; in development the outbox is the way.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import { phoneCountry } from '../../customers/index.ts';
import type { Tenant, Tenants } from '../../tenants/index.ts';
import { noteConfirmation, noteSending, type SmsCountryFigures, smsFigures, smsToday } from '../store/sms-messages.ts';
import type { OutgoingSms, SmsTransport } from '../transport/mail-transport.ts';
import type { SmsRoutesOut } from '../transport/sms/routes.ts';
import { type Admission, type AdmitDependencies, admitSms, believeSms, demandSms } from './admit.ts';
import { allowedCountries, priceMicros } from './countries.ts';
import { receiptUrl } from './receipt-url.ts';
import { type IncomingReceipt, takeReceipt } from './receipts.ts';

export type SmsDependencies = Omit<AdmitDependencies, 'isOutbox'> & {
  readonly tenants: Pick<Tenants, 'byId'>;
  readonly routes: SmsRoutesOut;
  /** In development, and only while no way out is set. */
  readonly outbox: SmsTransport | null;
};

export type SmsFigures = {
  readonly days: number;
  readonly currency: string;
  readonly countries: readonly SmsCountryFigures[];
  readonly total: { readonly sent: number; readonly entered: number; readonly priceMicros: number };
  readonly today: {
    readonly messages: number;
    readonly priceMicros: number;
    readonly dailyMessages: number;
    readonly dailyCost: number | null;
    /** Since when none are sent. */
    readonly stoppedAt: Date | null;
  };
};

export type Sms = ReturnType<typeof createSms>;

/** Opens it; nothing is sent yet. */
export function createSms(given: SmsDependencies) {
  const { database, tenants, routes, outbox } = given;
  const deps = { ...given, isOutbox: outbox !== null };
  const routeOf = (tenantId: string) =>
    [tenantId, 'default'].find((route) => routes.has(route)) ?? (outbox === null ? null : 'outbox');

  async function send({ tenantId, messageId, to, text }: OutgoingSms) {
    const tenant = await tenants.byId(tenantId);
    const route = routeOf(tenantId);
    if (tenant === null || route === null)
      return { kind: 'deferred' as const, cause: new Error('there is no way to send text messages') };
    const country = phoneCountry(to);
    const price = priceMicros(tenant, country, text);
    const sender = routes.sender(route);
    if (sender === undefined) {
      if (outbox === null) throw new Error(`there is no way ${route}`);
      const delivery = await outbox.send({ tenantId, messageId, to, text });
      await noteSending(database.reader, tenantId, messageId, {
        route,
        providerMessageId: null,
        country,
        priceMicros: price,
      });
      return delivery;
    }
    const { delivery, name } = await sender((way) => ({ messageId, to, text, receiptUrl: receiptUrl(tenant, way) }));
    if (delivery.kind !== 'accepted') return delivery;
    const { providerMessageId } = delivery;
    await noteSending(database.reader, tenantId, messageId, {
      route: name,
      providerMessageId,
      country,
      priceMicros: price,
    });
    return { kind: 'accepted' as const };
  }

  return {
    /** For the messaging room. */
    transport: { send } satisfies SmsTransport,

    /** Whether this tenant can send any text message: there is a way, and somewhere it may go. */
    isOn(tenant: Tenant): boolean {
      const countries = allowedCountries(tenant, deps.isOutbox && routeOf(tenant.tenantId) === 'outbox');
      return routeOf(tenant.tenantId) !== null && countries.length > 0 && tenant.settings.sms.dailyMessages > 0;
    },

    /** Counts a message to this number before it is queued, or says why there is none. */
    admit: (tenant: Tenant, number: string): Promise<Admission> => admitSms(deps, tenant, number),

    /** Counts a notice to this number: nobody answers it, so only the country and the day decide. */
    admitNotice: (tenant: Tenant, number: string): Promise<Admission> =>
      admitSms(deps, tenant, number, { isNotice: true }),

    /** The same as `admit`; refuses with a problem, at this field of the form. */
    demand: (tenant: Tenant, number: string, field?: string): Promise<void> => demandSms(deps, tenant, number, field),

    /** The code of this proof came back: the message was worth its price. */
    async confirmed(tx: Transaction, tenantId: string, sent: { number: string; proofId: string }): Promise<void> {
      await noteConfirmation(tx, tenantId, sent.proofId);
      await believeSms(deps, tx, tenantId, sent.number);
    },

    /** Takes a receipt in; false when its signature is not that of the way it names. */
    takeReceipt: (tenantId: string, incoming: IncomingReceipt): Promise<boolean> =>
      takeReceipt({ ...deps, routes }, tenantId, incoming),

    /** Where messages went, what became of them, and what they cost. */
    async figures(tenant: Tenant, days: number): Promise<SmsFigures> {
      const { tenantId, settings } = tenant;
      const countries = await smsFigures(database.reader, tenantId, days);
      const today = await smsToday(database.reader, tenantId);
      const sum = (of: (figures: SmsCountryFigures) => number) => countries.reduce((all, one) => all + of(one), 0);
      return {
        days,
        currency: settings.sms.currency,
        countries,
        total: {
          sent: sum((one) => one.sent),
          entered: sum((one) => one.entered),
          priceMicros: sum((one) => one.priceMicros),
        },
        today: { ...today, dailyMessages: settings.sms.dailyMessages, dailyCost: settings.sms.dailyCost ?? null },
      };
    },
  };
}
