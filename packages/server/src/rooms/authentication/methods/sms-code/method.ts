/**
 * A code by text message to a number that its owner made a factor. Proving a number for the account is no enrolment:
 * that asks for a code of its own, and is told by mail. In a journey the number may be typed, and one code does both.
 */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import { maskPhoneNumber } from '../../../customers/index.ts';
import type { Answers, Asked, Enrolment, Method, Settle } from '../method.ts';
import { addPhone } from './add-phone.ts';
import {
  keepNewNumber,
  type NewNumber,
  type NewNumberDependencies,
  sendToNewNumber,
  waitingNewNumber,
} from './new-number.ts';
import { enrolledPhone, type Phone, provenPhone } from './phone.ts';
import { type CodeUse, placeOf, type SmsCodeDependencies, sendCode } from './send-code.ts';

export type SmsMethodDependencies = NewNumberDependencies & {
  readonly credentials: Pick<Credentials, 'rememberedDevices'>;
};

/** The method. */
export function createSmsCodeMethod(deps: SmsMethodDependencies): Method & { readonly enrol: Enrolment } {
  const { reader } = deps.database;

  async function requirePhone({ tenant, customerId }: Asked) {
    const phone = await enrolledPhone(deps, reader, tenant.tenantId, customerId);
    if (phone === null) throw new ProblemError('factor.not_offered');
    return phone;
  }

  const proven = ({ tenant, customerId }: Asked) => provenPhone(deps, reader, tenant.tenantId, customerId);

  return {
    method: 'sms-code',
    kinds: ['second'],
    async begin(asked) {
      const phone = await requirePhone(asked);
      await sendCode(deps, asked, phone, 'sign-in');
      return { sentTo: maskPhoneNumber(phone.number) };
    },
    async submit(asked, answers) {
      const code = requireCode(answers);
      const phone = await requirePhone(asked);
      return async (tx) => {
        if (!(await tryCode(deps, tx, asked, { phone, use: 'sign-in', code }))) return null;
        await deps.credentials.phoneFactors.touch(tx, asked.tenant.tenantId, phone.credentialId);
        return { method: 'sms-code', credentialId: phone.credentialId };
      };
    },
    enrol: {
      asks: async (asked) => ((await proven(asked)) === null ? 'phone' : null),
      async begin(asked, answers = {}) {
        const phone = await proven(asked);
        if (phone === null) return { sentTo: maskPhoneNumber((await sendToNewNumber(deps, asked, answers)).number) };
        await sendCode(deps, asked, phone, 'verify-phone');
        return { sentTo: maskPhoneNumber(phone.number) };
      },
      async finish(asked, answers) {
        const phone = await proven(asked);
        if (phone !== null) return enrolBy(deps, asked, phone, requireCode(answers));
        const waiting = await newNumberOf(deps, asked);
        const code = requireCode(answers);
        await deps.protection.demand(asked.tenant.tenantId, [
          { budget: 'code.subject', key: waiting.subject },
          ...deps.protection.networkCharges(asked.visitor.client.address, 'code'),
        ]);
        return enrolNewBy(deps, asked, waiting, code);
      },
    },
  };
}

function enrolBy(deps: SmsMethodDependencies, asked: Asked, phone: Phone, code: string): Settle {
  const { tenant, customerId } = asked;
  const { tenantId } = tenant;
  return async (tx) => {
    // The number may have been changed since it was read: then the code was about another.
    const current = await provenPhone(deps, tx, tenantId, customerId);
    if (current?.identifierId !== phone.identifierId) throw new ProblemError('factor.number_needed');
    if (!(await tryCode(deps, tx, asked, { phone, use: 'verify-phone', code }))) return null;
    return enrol(deps, tx, asked, phone.identifierId);
  };
}

async function newNumberOf(deps: SmsMethodDependencies, { tenant, customerId, boundTo }: Asked): Promise<NewNumber> {
  const { tenantId } = tenant;
  const flowId = boundTo.kind === 'flow' ? boundTo.flowId : '';
  const waiting = await waitingNewNumber(deps, deps.database.reader, { tenantId, customerId, flowId });
  if (waiting === null) throw new ProblemError('factor.number_needed');
  return waiting;
}

function enrolNewBy(deps: SmsMethodDependencies, asked: Asked, number: NewNumber, code: string): Settle {
  return async (tx) => {
    if (!(await tryCode(deps, tx, asked, { phone: number, use: 'verify-phone', code }))) return null;
    return enrol(deps, tx, asked, await keepNewNumber(deps, tx, asked, number));
  };
}

async function enrol(deps: SmsMethodDependencies, tx: Transaction, asked: Asked, identifierId: string) {
  const { tenant, customerId, visitor } = asked;
  const { tenantId } = tenant;
  await deps.credentials.rememberedDevices.endAll(tx, tenantId, customerId);
  return addPhone(deps, tx, { tenantId, customerId, identifierId, visitor });
}

async function tryCode(
  deps: SmsCodeDependencies,
  tx: Transaction,
  asked: Asked,
  { phone, use, code }: { readonly phone: NewNumber; readonly use: CodeUse; readonly code: string },
): Promise<boolean> {
  const { tenantId } = asked.tenant;
  const tried = await deps.proofs.tryCode(tx, tenantId, {
    purpose: use,
    subject: phone.subject,
    ...placeOf(asked),
    code,
  });
  if (tried.kind === 'refused') return false;
  await deps.sms.confirmed(tx, tenantId, { number: phone.number, proofId: tried.proofId });
  return true;
}

function requireCode(answers: Answers): string {
  const code = answers['code']?.trim() ?? '';
  if (code === '') throw new ProblemError('form.invalid', { fields: { code: 'code.sms_required' } });
  return code;
}
