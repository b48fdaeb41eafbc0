/**
 * Makes a mail: subject, plain text and HTML of one template in one language. Names come from strangers: they never
 * reach a header unstripped, and never stand in a text in a form that a mail program would turn into a link.
 */
import { fileURLToPath } from 'node:url';
import { administratorRoleNames, findingKinds, ownerOccasions } from '@cardea/contract';
import { z } from 'zod';
import type { Place } from '../../foundation/geography/index.ts';
import type { MailDress, MailTheme } from './message.ts';
import { templatesIn } from './templates.ts';
import type { Translations } from './translations.ts';

const asked = z.object({
  at: z.date(),
  device: z.object({ browser: z.string().optional(), system: z.string().optional() }),
  address: z.string().optional(),
  /** Where the address seems to be; looked up when the mail is drawn, and kept nowhere. */
  place: z
    .object({
      country: z.string().nullable(),
      region: z.string().optional(),
      city: z.string().optional(),
      isPrivate: z.boolean(),
    })
    .optional(),
});
const links = z.object({
  terms: z.string().optional(),
  privacy: z.string().optional(),
  imprint: z.string().optional(),
});
const shared = {
  tenantName: z.string(),
  name: z.string().optional(),
  asked,
  links: links.optional(),
};

const variableSchemas = {
  'verify-address': z.object({
    ...shared,
    code: z.string().regex(/^\d{6}$/),
    link: z.url({ protocol: /^https?$/ }),
    lifetimeMinutes: z.int().positive(),
  }),
  'recover-account': z.object({
    ...shared,
    /** It was a sign-in with a password that others know, or are quick to guess. */
    weakness: z.enum(['leaked', 'easily_guessed']).nullable().default(null),
    code: z.string().regex(/^\d{6}$/),
    link: z.url({ protocol: /^https?$/ }),
    lifetimeMinutes: z.int().positive(),
  }),
  // As the policy has it: a code, a link, or both.
  'sign-in': z.object({
    ...shared,
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    link: z.url({ protocol: /^https?$/ }).optional(),
    lifetimeMinutes: z.int().positive(),
  }),
  confirm: z.object({
    ...shared,
    code: z.string().regex(/^\d{6}$/),
    lifetimeMinutes: z.int().positive(),
    /** A sign-in waits for it, in a browser that the account does not know. */
    isSignIn: z.boolean().optional(),
  }),
  // Staff asked for it: there is no browser that waits for a code.
  'password-link': z.object({
    ...shared,
    link: z.url({ protocol: /^https?$/ }),
    lifetimeMinutes: z.int().positive(),
    recoverLink: z.url({ protocol: /^https?$/ }),
  }),
  'no-account': z.object({ ...shared, signUpLink: z.url({ protocol: /^https?$/ }) }),
  'security-notice': z.object({
    ...shared,
    notice: z.enum([
      'new_device',
      'relayed',
      'device_approved',
      'device_forgotten',
      'devices_forgotten',
      'password_changed',
      'recovered',
      'came_back',
      'secured',
      'signed_out_everywhere',
      'closing',
      'closed',
      'kept',
      'phone',
      'username',
      'factor_enrolled',
      'factor_removed',
      'factor_flagged',
      'identity_linked',
      'identity_unlinked',
      'recovery_codes',
      'recovery_code_used',
      'factor_lost',
      'lost_factor_stopped',
    ]),
    /** Absent where nothing can be done about it any more. */
    link: z.url({ protocol: /^https?$/ }).optional(),
    /** Of the notice `closing`: the day the account closes for good. */
    closesAt: z.date().optional(),
    /** Of the notice `factor_lost`: before it nothing happens. */
    dueAt: z.date().optional(),
    /** Of the notices `recovered` and `came_back`: what the customer signs in with, masked. */
    ways: z.array(z.string()).optional(),
    /** Of the notice `device_approved`: what the application is called. */
    application: z.string().optional(),
    /** Of the notices `identity_linked` and `identity_unlinked`: what the button of the connection says. */
    provider: z.string().optional(),
  }),
  'lost-factor-code': z.object({
    ...shared,
    code: z.string().regex(/^\d{6}$/),
    lifetimeMinutes: z.int().positive(),
  }),
  'change-email': z.object({
    ...shared,
    code: z.string().regex(/^\d{6}$/),
    lifetimeMinutes: z.int().positive(),
  }),
  'address-in-use': z.object({ ...shared, signInLink: z.url({ protocol: /^https?$/ }) }),
  'address-reserved': z.object({ ...shared, changedAt: z.date(), until: z.date() }),
  'email-changed': z.object({ ...shared, maskedEmail: z.string(), link: z.url({ protocol: /^https?$/ }) }),
  invitation: z.object({
    ...shared,
    expiresAt: z.date(),
    link: z.url({ protocol: /^https?$/ }),
  }),
  'administrator-invitation': z.object({
    ...shared,
    roles: z.array(z.enum(administratorRoleNames)),
    expiresAt: z.date(),
    link: z.url({ protocol: /^https?$/ }),
  }),
  'administrator-notice': z.object({
    ...shared,
    occasion: z.enum(ownerOccasions),
    /** It is about whoever reads it. */
    isMe: z.boolean(),
    /** Whom it is about otherwise, masked. */
    whom: z.string().optional(),
    /** Who did it, masked; absent: somebody with access to the server. */
    by: z.string().optional(),
    roles: z.array(z.enum(administratorRoleNames)),
    /** It came by itself: nobody did it. */
    isByItself: z.boolean().optional(),
    /** It is about an attack: how attempts ended, and what was found how often. */
    attack: z
      .object({
        figures: z.array(z.object({ name: z.enum(['attempts', 'failures', 'challenged']), count: z.int().min(0) })),
        found: z.array(z.object({ kind: z.enum(findingKinds), count: z.int().positive() })),
      })
      .optional(),
    link: z.url({ protocol: /^https?$/ }),
  }),
  'already-registered': z.object({ ...shared, signInLink: z.url({ protocol: /^https?$/ }) }),
} as const;

export type MailTemplate = keyof typeof variableSchemas;
/** What each mail needs. `link` opens a page with a button: opening it changes nothing. */
export type MailVariables = { readonly [Template in MailTemplate]: z.input<(typeof variableSchemas)[Template]> };
export type RenderedMail = { readonly subject: string; readonly text: string; readonly html: string };

const plainShape = {
  radiusPixels: 10,
  cardPixels: 16,
  font: "system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif",
};
const folder = fileURLToPath(new URL('./templates/', import.meta.url));

/** Draws mails. `theme` dresses the mails of tenants that set nothing; without `placeOf` no mail says where. */
export function createMailRenderer(dependencies: {
  readonly translations: Translations;
  readonly theme: MailTheme;
  readonly placeOf?: (address: string, language: string) => Place;
}) {
  const { translations, placeOf } = dependencies;

  return function renderMail(
    template: string,
    locale: string,
    variables: Readonly<Record<string, unknown>>,
    dress: MailDress = {},
  ): RenderedMail {
    const name = z.enum(Object.keys(variableSchemas) as [MailTemplate, ...MailTemplate[]]).parse(template);
    const given = variableSchemas[name].parse(variables);
    const description = translations.describe(locale);
    const words = dress.texts === undefined ? translations : translations.worded(dress.texts);
    const theme = dress.theme ?? dependencies.theme;
    const scope = {
      locale: description.tag,
      direction: description.direction,
      theme: { ...theme, shape: theme.shape ?? plainShape },
      logo: dress.logo,
      mail: {
        ...given,
        tenantName: oneLine(given.tenantName),
        name: greetingName(given.name),
        about: 'notice' in given ? (shownName(given.application) ?? shownName(given.provider)) : undefined,
        codeParts: 'code' in given && given.code ? [given.code.slice(0, 3), given.code.slice(3)] : [],
        asked: {
          ...given.asked,
          device: {
            browser: greetingName(given.asked.device.browser),
            system: greetingName(given.asked.device.system),
          },
          place: given.asked.place ?? (given.asked.address && placeOf?.(given.asked.address, description.tag)),
        },
      },
    };
    const text = templatesIn(folder, { output: 'text' });
    const subject = oneLine(text.render(`${name}/subject`, description.tag, scope, words)).slice(0, 200);
    return {
      subject,
      text: `${text.render(`${name}/text`, description.tag, scope, words).trim()}\n${linkLines(given.links ?? {}, words.translator(description.tag))}`,
      html: templatesIn(folder, { output: 'html' }).render(
        `${name}/html`,
        description.tag,
        { ...scope, subject },
        words,
      ),
    };
  };
}

/** The links of the tenant, each with its name, at the end of the plain text. */
function linkLines(given: z.infer<typeof links>, translate: (key: string) => string): string {
  const names = ['terms', 'privacy', 'imprint'] as const;
  return names
    .flatMap((name) => (given[name] === undefined ? [] : `${translate(`common:links.${name}`)}: ${given[name]}\n`))
    .join('');
}

/** One line without control or direction characters: what may stand in a header. */
function oneLine(value: string): string {
  return value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The name of an application or a provider, unless a mail program would make a link or a telephone number of it. */
function shownName(value: string | undefined): string | undefined {
  const name = oneLine(value ?? '').normalize('NFC');
  const isPlain = name !== '' && name.length <= 60 && !/[<>@:/\\]|\d{5}/u.test(name);
  return isPlain && !namesDomain(name) ? name : undefined;
}

/**
 * The name when it looks like one: letters, few words, nothing a mail program could take for an address or a number to
 * call. Anything else is left out, because whoever typed it need not be the reader.
 */
export function greetingName(value: string | undefined): string | undefined {
  const name = oneLine(value ?? '').normalize('NFC');
  const plain = /^[\p{L}\p{M}][\p{L}\p{M}'’.\- ]*$/u.test(name) && name.length <= 40 && name.split(' ').length <= 4;
  return plain && !namesDomain(name) ? name : undefined;
}

/** A dot with letters on both sides is a domain to a mail program, unless a single letter stands before it (J.R.). */
function namesDomain(name: string): boolean {
  return /[\p{L}\p{M}\d]\.[\p{L}\p{M}]{2}/u.test(name) || /\bwww\b/iu.test(name);
}
