/** What is written to people: the ledger says what happened, and the rooms what to write of it. */
import {
  changeRules,
  type createAccountIdentifiers,
  type createAccountLife,
  noticeRules,
} from './rooms/account/index.ts';
import { type Administration, administrationRules } from './rooms/administration/index.ts';
import { type Authentication, mailedRules, smsCodeRules } from './rooms/authentication/index.ts';
import type { MessagingDependencies } from './rooms/messaging/index.ts';
import { lostFactorRules, type Recovery, recoveryMessage } from './rooms/recovery/index.ts';
import { type Registration, registrationRules } from './rooms/registration/index.ts';

export function messagesOf(rooms: {
  readonly accountIdentifiers: ReturnType<typeof createAccountIdentifiers>;
  readonly accountLife: ReturnType<typeof createAccountLife>;
  readonly administration: Administration;
  readonly authentication: Authentication;
  readonly recovery: Recovery;
  readonly registration: Registration;
}): Pick<MessagingDependencies, 'rules' | 'composers'> {
  const { accountIdentifiers, accountLife, administration, authentication, recovery, registration } = rooms;
  return {
    rules: {
      ...noticeRules,
      ...changeRules,
      ...smsCodeRules,
      ...registrationRules,
      ...mailedRules,
      ...administrationRules,
      ...lostFactorRules,
      'recovery.requested': recoveryMessage,
    },
    composers: {
      ...registration.composers,
      ...authentication.mailed.composers,
      ...administration.composers,
      ...recovery.lostFactor.composers,
      recovery: recovery.composer,
      ...accountLife.noticeComposers,
      'sms-code': authentication.smsCodeComposer,
      'identifier-change': accountIdentifiers.changeComposer,
      'email-changed': accountIdentifiers.formerAddressComposer,
    },
  };
}
