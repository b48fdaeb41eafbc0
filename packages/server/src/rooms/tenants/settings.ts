/**
 * What a tenant may set, with the values it gets when it says nothing. Stored as JSON and parsed on every read, so an
 * older row gains new settings at their default, and what a newer node wrote into a row does not stop an older one.
 */
import { z } from 'zod';
import { brandingSettings, senderAddress, senderName, webAddress } from './settings-values.ts';
import { givenSignIn, storedSignIn } from './sign-in-settings.ts';

const day = 24 * 60 * 60;

const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const session = {
  idleSeconds: z
    .int()
    .min(300)
    .max(90 * day)
    .default(7 * day)
    .describe('A session that is not used for so long is over.'),
  absoluteSeconds: z
    .int()
    .min(300)
    .max(365 * day)
    .default(30 * day)
    .describe('However much it is used, a session is over after so long.'),
  keepSignedIn: z
    .enum(['off', 'ask', 'always'])
    .default('always')
    .describe('Whether the sign-in page asks; `off` keeps nobody past the end of the browser, `always` everybody.'),
  unkeptIdleSeconds: z.int().min(300).max(day).default(3600).describe('The idle life of a session that is not kept.'),
};

const devices = {
  rememberDays: z
    .int()
    .min(1)
    .max(400)
    .default(400)
    .describe('How long a browser counts as known after its last sign-in; a sign-in from another is told by mail.'),
};

const languages = {
  offered: z
    .array(z.string().regex(languageTag))
    .min(1)
    .max(50)
    .optional()
    .describe('BCP 47 tags; without it, every language there is.'),
  default: z
    .string()
    .regex(languageTag)
    .optional()
    .describe('For who prefers none of them; without it, the first that is offered.'),
};

const links = {
  terms: webAddress.optional().describe('On every page, in every mail, and what whoever registers agrees to.'),
  privacy: webAddress.optional().describe('The privacy notice, in the same places.'),
  imprint: webAddress.optional().describe('Who runs the service; on every page and in every mail.'),
  version: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/)
    .optional()
    .describe('What terms and privacy notice are called by now, such as `2026-11`; noted when somebody registers.'),
};

const mailDomains = z
  .array(z.string().regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/))
  .max(1000)
  .default([]);

const registration = {
  mode: z
    .enum(['open', 'invitation', 'closed'])
    .default('open')
    .describe('Whether everybody, those who are invited, or nobody may register.'),
  numberAlone: z
    .enum(['off', 'on'])
    .default('off')
    .describe(
      'Whether an account may begin with a phone number and no e-mail address; needs `signIn.methods.smsCode` to be `on`.',
    ),
  invitationDays: z.int().min(1).max(30).default(7).describe('How long an invitation may be accepted.'),
  disposableAddresses: z
    .enum(['allow', 'refuse'])
    .default('allow')
    .describe('Whether addresses of services that give mailboxes away for minutes may register, or be changed to.'),
  refusedDomains: mailDomains.describe('Further domains whose addresses may not; a domain stands for those below it.'),
  allowedDomains: mailDomains.describe('Domains whose addresses may, whatever a list says of them.'),
};

const passwords = {
  leaked: z
    .enum(['ask', 'renew'])
    .default('ask')
    .describe(
      'A right password that is leaked, from a known browser: its owner is asked to choose another, or has to first.',
    ),
};

const mail = {
  senderName: senderName.optional().describe('The name mails are from; without it, that of `MAIL_FROM`.'),
  senderAddress: senderAddress
    .optional()
    .describe(
      'The address mails are from, where its domain is set up (`MAIL_DOMAINS`); elsewhere it gets the answers.',
    ),
  replyTo: senderAddress.optional().describe('Where answers go.'),
};

const securityContact = {
  contacts: z
    .array(z.union([webAddress, z.string().regex(/^mailto:[^\s@<>?&]{1,64}@[^\s@<>?&]{1,255}$/)]))
    .min(1)
    .max(5)
    .optional()
    .describe('Where reports of weaknesses go (RFC 9116); without it there is no security.txt.'),
  policy: webAddress.optional().describe('What becomes of such reports.'),
};

const identifiers = {
  username: z
    .enum(['off', 'optional'])
    .default('off')
    .describe('Whether customers may be found by a user name besides their e-mail address.'),
  phone: z
    .enum(['off', 'optional'])
    .default('off')
    .describe('The same for a phone number; needs a way to send text messages and stays off without one.'),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('The country of numbers typed without one, such as `DE`.'),
};

const country = z.string().regex(/^[A-Z]{2}$/);
const sms = {
  countries: z
    .array(country)
    .max(250)
    .optional()
    .describe('Where numbers may be that text messages go to; without it, `identifiers.defaultCountry` only.'),
  dailyMessages: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(500)
    .describe(
      'The most text messages a day (UTC); when it is reached, owners are told and none are sent until the next.',
    ),
  dailyCost: z.number().min(0).max(1_000_000).optional().describe('The most that they may cost a day, by `prices`.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR')
    .describe('The currency of `prices`, such as `EUR`.'),
  prices: z
    .record(country, z.number().min(0).max(100))
    .default({})
    .describe('Country → what one message costs there, as your provider charges it; for the figures and `dailyCost`.'),
};

const account = {
  closingGraceDays: z.int().min(0).max(90).default(14).describe('How long a closed account can be kept after all.'),
};

const signingKeys = {
  publishAheadSeconds: z
    .int()
    .min(3600)
    .max(30 * day)
    .default(day)
    .describe('How long a fresh key is published before it signs: longer than any application keeps what it fetched.'),
};

const agents = {
  registration: z
    .enum(['off', 'with_initial_token', 'open'])
    .default('off')
    .describe(
      'Whether applications may register themselves (RFC 7591): never, with an initial access token of yours, or all.',
    ),
  metadataDocuments: z
    .enum(['off', 'on'])
    .default('off')
    .describe('Whether a `client_id` may be the https address of a document that describes the application.'),
  mostApplications: z
    .int()
    .min(1)
    .max(100_000)
    .default(1000)
    .describe('The most applications that may have registered themselves, in either way.'),
  unusedDays: z
    .int()
    .min(1)
    .max(365)
    .default(7)
    .describe('One that registered itself, and that no customer has allowed anything, is removed after so long.'),
};

const protection = {
  detection: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether attacks that no single account shows are looked for, and more is asked of where they come from.',
    ),
  attackMode: z
    .enum(['automatic', 'manual'])
    .default('automatic')
    .describe('Whether attack mode begins by itself, or only when an administrator begins it.'),
  digest: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Whether owners get a mail about a week in which something was found.'),
};

/** Settings that are given: what is unknown is a mistake. */
export const givenSettings = z.strictObject({
  branding: z.strictObject(brandingSettings).prefault({}),
  session: z.strictObject(session).prefault({}),
  devices: z.strictObject(devices).prefault({}),
  languages: z.strictObject(languages).prefault({}),
  links: z.strictObject(links).prefault({}),
  registration: z.strictObject(registration).prefault({}),
  passwords: z.strictObject(passwords).prefault({}),
  signIn: givenSignIn.prefault({}),
  mail: z.strictObject(mail).prefault({}),
  securityContact: z.strictObject(securityContact).prefault({}),
  identifiers: z.strictObject(identifiers).prefault({}),
  sms: z.strictObject(sms).prefault({}),
  account: z.strictObject(account).prefault({}),
  signingKeys: z.strictObject(signingKeys).prefault({}),
  agents: z.strictObject(agents).prefault({}),
  protection: z.strictObject(protection).prefault({}),
});

/** Settings of a row: what is unknown is of a newer version. */
export const storedSettings = z.object({
  branding: z.object(brandingSettings).prefault({}),
  session: z.object(session).prefault({}),
  devices: z.object(devices).prefault({}),
  languages: z.object(languages).prefault({}),
  links: z.object(links).prefault({}),
  registration: z.object(registration).prefault({}),
  passwords: z.object(passwords).prefault({}),
  signIn: storedSignIn.prefault({}),
  mail: z.object(mail).prefault({}),
  securityContact: z.object(securityContact).prefault({}),
  identifiers: z.object(identifiers).prefault({}),
  sms: z.object(sms).prefault({}),
  account: z.object(account).prefault({}),
  signingKeys: z.object(signingKeys).prefault({}),
  agents: z.object(agents).prefault({}),
  protection: z.object(protection).prefault({}),
});

export type TenantSettings = z.infer<typeof storedSettings>;
