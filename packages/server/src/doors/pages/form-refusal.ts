/** How a refusal comes back on the form that caused it, and which refusals a form can show at all. */
import type { ErrorCode } from '@cardea/contract';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Form } from './views/models.ts';

const shownOnForm: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'form.invalid',
  'sign_in.refused',
  'sign_in.not_allowed',
  'connection.not_offered',
  'proof.refused',
  'passkey.refused',
  'passkey.taken',
  'factor.password_needed',
  'factor.refused',
  'factor.number_needed',
  'identifier.address_needed',
  'sms.unavailable',
  'attempts.exhausted',
  'challenge.required',
  'profile.changed_meanwhile',
  'server.busy',
]);

/** Refuses a form with empty fields before anything is tried: it guesses nothing, so it must cost no attempt. */
export function requireFilled(values: Readonly<Record<string, string>>): void {
  const empty = Object.keys(values).filter((name) => values[name] === '');
  if (empty.length === 0) return;
  throw new ProblemError('form.invalid', {
    fields: Object.fromEntries(empty.map((name) => [name, `${name}.required`])),
  });
}

/** The refusal when the form itself can show it; everything else is thrown on, and so is what ended the form's journey. */
export function refusalOf(error: unknown, ...elsewhere: readonly ErrorCode[]): ProblemError {
  if (error instanceof ProblemError && shownOnForm.has(error.code) && !elsewhere.includes(error.code)) return error;
  throw error;
}

/** The model of a form, with what was wrong with it. */
export function formModel(action: string, hidden: Record<string, string>, refusal?: ProblemError): Form {
  if (refusal === undefined) return { action, hidden };
  return {
    action,
    hidden,
    ...(refusal.fields === undefined ? { problem: refusal.code } : { errors: refusal.fields }),
    ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
  };
}

/** Sets the status and `Retry-After` that a refusal asks for; returns the status to send. */
export function applyRefusal(reply: FastifyReply, refusal?: ProblemError): number {
  if (refusal?.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds);
  return refusal?.status ?? 200;
}
