/** What the forms of proofs have in common: their fields, and how one of several ways is drawn. */
import { z } from 'zod';
import type { ProblemError } from '../../foundation/errors/index.ts';
import type { Answers, Challenge } from '../../rooms/authentication/index.ts';
import { formModel } from './form-refusal.ts';
import { passkeyForm } from './passkey-form.ts';
import { qrCode } from './qr-code.ts';
import type { ProofForm } from './views/proof-models.ts';
import type { AppSetUp } from './views/second-factor-models.ts';

/** What a way may send; which of it counts is the method's to say. */
export const answerFields = {
  code: z.string().max(64).optional(),
  password: z.string().max(4096).optional(),
  credential: z.string().max(16_384).optional(),
  name: z.string().max(200).optional(),
};

/** The answers among the fields of a form. */
export function answersOf(fields: { readonly [Name in keyof typeof answerFields]?: string | undefined }): Answers {
  const { code, password, credential, name } = fields;
  const given = Object.entries({ code, password, credential, name });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

// Ways whose code is sent: not by looking at the page, but by a button.
const sentWays: ReadonlySet<string> = new Set(['sms-code', 'email-code']);

/** The form of one way, and the others. `path` is where it is sent; below it are `/options` and `/send`. */
export function proofForm(
  path: string,
  shown: {
    readonly hidden: Readonly<Record<string, string>>;
    readonly method: string;
    readonly ways: readonly string[];
    readonly query: string;
    readonly wasSent?: boolean;
    readonly refusal?: ProblemError | undefined;
  },
): ProofForm {
  const { method, ways, query, refusal, wasSent = false } = shown;
  const hidden = { ...shown.hidden, method };
  const isSent = sentWays.has(method);
  return {
    form: formModel(path, hidden, refusal),
    method: wordOf(method),
    ...(method === 'passkey' ? { passkey: passkeyForm('use', path, hidden) } : {}),
    ...(isSent ? { send: { action: `${path}/send`, hidden } } : {}),
    mayAnswer: !isSent || wasSent || refusal !== undefined,
    others: ways
      .filter((way) => way !== method)
      .map((way) => ({ method: wordOf(way), href: `${path}?${query}&method=${way}` })),
  };
}

/** As texts are called. */
export const wordOf = (method: string) => method.replaceAll('-', '_');

/** What an authenticator app is to be told, for the eye and for typing. */
export function appSetUp({ secret, uri }: Challenge): AppSetUp {
  if (typeof secret !== 'string' || typeof uri !== 'string') throw new Error('an authenticator app is told nothing');
  return { secretParts: secret.match(/.{1,4}/g) ?? [], uri, qr: qrCode(uri) };
}
