/** The register of methods: journeys ask it by name and know none of them. */
import type { ProofMethod } from '../flow.ts';
import { type AuthenticatorDependencies, createAuthenticatorMethod } from './authenticator/method.ts';
import { createEmailCodeMethod } from './mailed/method.ts';
import type { MailedDependencies } from './mailed/wanted-sign-in.ts';
import type { Method } from './method.ts';
import { createPasskeyMethod, type PasskeyDependencies } from './passkey/method.ts';
import { createPasswordMethod } from './password/method.ts';
import type { PasswordDependencies } from './password/submit.ts';
import { createRecoveryCodeMethod, type RecoveryCodeDependencies } from './recovery-code/method.ts';
import { createSmsCodeMethod, type SmsMethodDependencies } from './sms-code/method.ts';

export type Methods = { get(method: string): Method | null };

export type MethodDependencies = PasswordDependencies &
  MailedDependencies &
  PasskeyDependencies &
  AuthenticatorDependencies &
  RecoveryCodeDependencies &
  SmsMethodDependencies;

/** Every method that can be asked of a customer who is known. */
export function createMethods(deps: MethodDependencies): Methods {
  const all: readonly Method[] = [
    createPasswordMethod(deps),
    createEmailCodeMethod(deps),
    createPasskeyMethod(deps),
    createAuthenticatorMethod(deps),
    createRecoveryCodeMethod(deps),
    createSmsCodeMethod(deps),
  ];
  const byName = new Map<ProofMethod, Method>(all.map((method) => [method.method, method]));
  return { get: (method) => byName.get(method as ProofMethod) ?? null };
}
