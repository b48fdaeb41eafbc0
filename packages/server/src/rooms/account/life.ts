/** The life of an account, by its owner's own hand: a new password, "this wasn't me", closing it and keeping it after all. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { SignInOutcome, Visitor } from '../authentication/index.ts';
import type { PasswordWeakness } from '../credentials/index.ts';
import { knownBy } from '../customers/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Composers } from '../messaging/index.ts';
import type { StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { changePassword, type PasswordChange } from './change-password.ts';
import { closeAccount, describeKeepByLink, describeKeepBySignIn, keepByLink, keepBySignIn } from './close-account.ts';
import { closeDue, closeDueTask, scheduleCloseDue } from './close-due.ts';
import { besideTemplate, composeNotice, composeNoticeBeside } from './compose-notice.ts';
import { createAccountDevices } from './devices.ts';
import type { LifeDependencies } from './life-dependencies.ts';
import {
  describeSecuringByLink,
  describeSecuringBySession,
  type Secured,
  type Securing,
  secureByLink,
  secureBySession,
} from './secure-by-link.ts';

export type AccountLife = ReturnType<typeof createAccountLife>;

/** Opens this part of the room. */
export function createAccountLife(deps: LifeDependencies) {
  return {
    /** The customer's own address, or their number, for their password manager. */
    async addressOf(tenantId: string, customerId: string): Promise<string> {
      const profile = await deps.customers.profile(deps.database.reader, tenantId, customerId);
      if (profile === null) throw new ProblemError('session.required');
      return knownBy(profile);
    },

    /** A new password for who knows the present one; the session that asks goes on with a fresh secret. */
    changePassword: (change: PasswordChange): Promise<StartedSession> => changePassword(deps, change),

    /** A leaked password: whether its owner is to be asked for another now, and their "later". */
    leaked: {
      asks: (tenantId: string, customerId: string): Promise<boolean> =>
        deps.credentials.leaked.asks(deps.database.reader, tenantId, customerId),
      /** Why it is; null: nothing is known against it. */
      weakness: async (tenantId: string, customerId: string): Promise<PasswordWeakness | null> =>
        (await deps.credentials.passwordFacts(deps.database.reader, tenantId, customerId))?.weakness ?? null,
      putOff: (tenantId: string, customerId: string): Promise<void> =>
        deps.credentials.leaked.putOff(deps.database.reader, tenantId, customerId),
    },

    /** Ends every session and begins the grace; asks for a fresh proof. Returns the date that the account closes. */
    close: (closing: Parameters<typeof closeAccount>[1]): Promise<Date> => closeAccount(deps, closing),
    /** When the account closes that this browser's sign-in could keep; refused where there is none. */
    describeKeepBySignIn: (tenantId: string, flowId: string | undefined, browserSecret: string | null): Promise<Date> =>
      describeKeepBySignIn(deps, tenantId, flowId, browserSecret),
    /** Keeps the account and signs its owner in. */
    keepBySignIn: (keeping: Parameters<typeof keepBySignIn>[1]): Promise<SignInOutcome> => keepBySignIn(deps, keeping),
    /** When the account closes that this mailed link could keep, without using the link; null when it cannot. */
    describeKeepByLink: (tenantId: string, token: string): Promise<Date | null> =>
      describeKeepByLink(deps, tenantId, token),
    /** Keeps the account by the mailed link; signs nobody in. */
    keepByLink: (keeping: { tenant: Tenant; token: string; visitor: Visitor }): Promise<void> =>
      keepByLink(deps, keeping),

    /** What the "this wasn't me" of a notice would do, without using it; null when it is no longer good. */
    describeSecuring: (tenantId: string, token: string): Promise<Securing | null> =>
      describeSecuringByLink(deps, tenantId, token),
    /** What it would do for whoever is signed in. */
    describeSecuringOwn: (tenantId: string, customerId: string): Promise<Securing> =>
      describeSecuringBySession(deps, tenantId, customerId),
    /** Ends everything that anybody holds of the account, a password too; recovery is the way back. */
    secure: (securing: { tenant: Tenant; token: string; visitor: Visitor }): Promise<Secured> =>
      secureByLink(deps, securing),
    /** The same for whoever is signed in. */
    secureOwn: (securing: { tenant: Tenant; current: CurrentSession; visitor: Visitor }): Promise<Secured> =>
      secureBySession(deps, securing),

    /** The browsers and devices that the account knows. */
    devices: createAccountDevices(deps),

    /** Writes security notices, for the messaging room. */
    noticeComposers: {
      'security-notice': (message) => composeNotice(deps, message),
      [besideTemplate]: (message) => composeNoticeBeside(deps, message),
    } satisfies Composers,

    /** Has accounts closed whose grace is over, now and every hour from then on. */
    scheduleClosing: (): Promise<void> => scheduleCloseDue(deps, 0),
    /** The jobs of this part, for the runner. */
    tasks: { [closeDueTask]: () => closeDue(deps) } as Readonly<Record<string, (payload: unknown) => Promise<void>>>,
  };
}
