/**
 * Whether a text message may be asked for: to an allowed country, while the numbers around it are believed, and while
 * the day has room. All is decided before anything is queued; what is refused costs nothing and sends nothing.
 */
import type { Database, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { phoneCountry } from '../../customers/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import {
  easeLanes,
  type LaneRow,
  secondsUntilOpen,
  secondsUntilTomorrow,
  stopDay,
  takeDay,
  takeLanes,
} from '../store/sms-brakes.ts';
import { allowedCountries, priceMicros } from './countries.ts';

export type AdmitDependencies = {
  readonly database: Database;
  readonly encryption: Encryption;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly isOutbox: boolean;
  /** Told when a message was asked for to a number around which nobody enters codes. */
  readonly noteDistrusted?: ((tenantId: string, number: string) => void) | undefined;
};

export type Admission =
  | { readonly kind: 'admitted' }
  /** Nobody of this country is sent messages. */
  | { readonly kind: 'country' }
  /** Too many around this number have not entered their codes. */
  | { readonly kind: 'wait'; readonly retryAfterSeconds: number }
  /** The day has no room. */
  | { readonly kind: 'stopped'; readonly retryAfterSeconds: number };

// Numbers are given out in blocks: who pumps messages holds neighbours.
const digitsOfBlock = 4;
const bursts = { prefix: 10, country: 100 } as const;

/**
 * Counts one message to this number, or says why none is sent. A notice asks for no answer: that none comes says nothing
 * against the numbers around it.
 */
export async function admitSms(
  deps: AdmitDependencies,
  tenant: Tenant,
  number: string,
  { isNotice = false } = {},
): Promise<Admission> {
  const { database, isOutbox } = deps;
  const { tenantId } = tenant;
  const { dailyMessages, dailyCost } = tenant.settings.sms;
  const country = phoneCountry(number);
  const allowed = allowedCountries(tenant, isOutbox);
  if (allowed !== 'all' && (country === null || !allowed.includes(country))) return { kind: 'country' };
  const lanes = isNotice ? [] : await lanesOf(deps, tenantId, number);
  // What one message costs at least; a longer one is counted when it is sent.
  const price = priceMicros(tenant, country, '') ?? 0;
  const limits = {
    messages: dailyMessages,
    priceMicros: dailyCost === undefined ? null : Math.round(dailyCost * 1_000_000),
  };
  // Thrown to take back what was counted before it.
  const closed = new Error('a lane is closed');
  const full = new Error('the day is full');
  try {
    await database.transaction({}, async (tx) => {
      if (!(await takeLanes(tx, tenantId, lanes))) throw closed;
      if (!(await takeDay(tx, tenantId, price, limits))) throw full;
    });
    return { kind: 'admitted' };
  } catch (error) {
    if (error === closed) {
      deps.noteDistrusted?.(tenantId, number);
      return { kind: 'wait', retryAfterSeconds: await secondsUntilOpen(database.reader, tenantId, lanes) };
    }
    if (error !== full) throw error;
    await tellOnce(deps, tenantId, limits.messages);
    return { kind: 'stopped', retryAfterSeconds: await secondsUntilTomorrow(database.reader) };
  }
}

/** The same for whoever asks for it knowingly: refuses with what is the matter, at the field that was filled in. */
export async function demandSms(
  deps: AdmitDependencies,
  tenant: Tenant,
  number: string,
  field = 'phone',
): Promise<void> {
  const admission = await admitSms(deps, tenant, number);
  switch (admission.kind) {
    case 'admitted':
      return;
    case 'country':
      throw new ProblemError('form.invalid', { fields: { [field]: 'phone.country' } });
    case 'wait':
      throw new ProblemError('attempts.exhausted', { retryAfterSeconds: admission.retryAfterSeconds });
    case 'stopped':
      throw new ProblemError('sms.unavailable', { retryAfterSeconds: admission.retryAfterSeconds });
  }
}

/** The code came back: the numbers around it are believed again. */
export async function believeSms(
  deps: AdmitDependencies,
  tx: Transaction,
  tenantId: string,
  number: string,
): Promise<void> {
  await easeLanes(tx, tenantId, await lanesOf(deps, tenantId, number));
}

async function lanesOf(deps: AdmitDependencies, tenantId: string, number: string): Promise<LaneRow[]> {
  // Keyed: a copy of the table says of nobody that they were sent something.
  const hash = (lane: string, key: string) =>
    deps.encryption.mac(deps.database.reader, tenantId, `sms-lane:${lane}`, key);
  const prefix = number.slice(0, -digitsOfBlock);
  return [
    { lane: 'country', keyHash: await hash('country', phoneCountry(number) ?? ''), burst: bursts.country },
    { lane: 'prefix', keyHash: await hash('prefix', prefix), burst: bursts.prefix },
  ];
}

/** Says once a day that messages are stopped; owners hear of it from the ledger. */
async function tellOnce(deps: AdmitDependencies, tenantId: string, limit: number): Promise<void> {
  await deps.database.transaction({}, async (tx) => {
    if (!(await stopDay(tx, tenantId))) return;
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'sms.budget_reached',
      actor: { kind: 'system' },
      data: { messages: limit },
    });
  });
}
