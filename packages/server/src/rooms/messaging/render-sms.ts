/**
 * Makes a text message of one template in one language: plain, short, on lines of its own. The last line of a code binds
 * it to our host, so that a browser offers it there and nowhere else (WICG "origin-bound one-time codes").
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RenderSms } from './message.ts';
import { templatesIn } from './templates.ts';
import type { Translations } from './translations.ts';

const tenantName = z.string();
const coded = z.object({
  tenantName,
  code: z.string().regex(/^\d{6}$/),
  host: z.string().regex(/^[a-z0-9.:[\]-]+$/),
});
const variableSchemas = {
  'change-phone': coded,
  'enrol-phone': coded,
  'sign-in-code': coded,
  'verify-number': coded,
  'recover-by-number': coded,
  'recovery-link': z.object({
    tenantName,
    minutes: z.number().int().positive(),
    link: z.url({ protocol: /^https?$/ }),
  }),
  'phone-in-use': z.object({ tenantName }),
  'already-registered': z.object({ tenantName, host: coded.shape.host }),
  'security-notice': z.object({
    tenantName,
    notice: z.string().regex(/^[a-z_]+$/),
    link: z.url({ protocol: /^https?$/ }).optional(),
  }),
  'lost-factor': z.object({ tenantName, link: z.url({ protocol: /^https?$/ }) }),
} as const;

const folder = fileURLToPath(new URL('./templates/sms/', import.meta.url));

/** Draws text messages. */
export function createSmsRenderer({ translations }: { readonly translations: Translations }): RenderSms {
  const names = Object.keys(variableSchemas) as (keyof typeof variableSchemas)[];
  return (template, locale, variables, texts) => {
    const name = z.enum(names).parse(template);
    const given = variableSchemas[name].parse(variables);
    const { tag } = translations.describe(locale);
    // A name from outside must not begin a line of its own.
    const sms = { ...given, tenantName: given.tenantName.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 60) };
    const words = texts === undefined ? translations : translations.worded(texts);
    return `${templatesIn(folder, { output: 'text' }).render(name, tag, { sms }, words).trim()}\n`;
  };
}
