/** The settings of how customers may sign in, of a tenant and, where it differs, of one application. */
import { connectionId } from '@cardea/contract';
import { z } from 'zod';
import { hostName } from './settings-values.ts';

const isOn = z.enum(['on', 'off']);

const methods = {
  password: isOn.describe('Sign-in by a password.'),
  passkey: isOn.describe('Passkeys: as the first proof, and after another one.'),
  emailCode: isOn.describe('A code by e-mail as the first proof; a mailbox is no second factor.'),
  emailLink: isOn.describe('A link by e-mail, for the browser that asked for it.'),
  smsCode: z
    .enum(['off', 'second', 'on'])
    .describe('A code by text message: never, after another proof, or also as the first.'),
  authenticator: isOn.describe('Authenticator apps, after another proof.'),
  connection: isOn.describe('An account at one of the connections, as the first proof.'),
};

const byDefault = {
  password: 'on',
  passkey: 'on',
  emailCode: 'off',
  emailLink: 'off',
  smsCode: 'off',
  authenticator: 'on',
  connection: 'on',
} as const;

const secondFactor = z
  .enum(['off', 'enrolled', 'required'])
  .describe('Of nobody, of whoever has one, or of everybody: who has none sets one up before they go on.');

const days = z.int().min(0).max(90);
const enrolmentGraceDays = days.describe(
  'How long after being told a customer may put off setting up a second factor.',
);
const rememberDeviceDays = days.describe('How long a browser may be remembered so as not to be asked; 0: never.');
const lostFactorDelayHours = z
  .int()
  .min(0)
  .max(168)
  .describe(
    'How long factors that are said to be lost still count, so that their owner can stop whoever else says so.',
  );
const passkeyDomain = hostName.describe(
  'The host name that passkeys are bound to; without it, that of the tenant’s address. Set it to the former name before the address changes: the passkeys made there go on.',
);
const copiedPasskeys = z
  .enum(['refuse', 'allow'])
  .describe(
    'What becomes of a passkey whose counter went back, as that of a copy would: refused, it opens nothing until its owner makes another. Its owner is told either way.',
  );
const nudgePasskey = z.boolean().describe('Whether a passkey is suggested after a sign-in by password.');

type Methods = { readonly [Name in keyof typeof methods]?: z.infer<(typeof methods)[Name]> | undefined };

/** Whether anything is left that a sign-in can begin with. */
function leavesFirstMethod(chosen: Methods): boolean {
  const { password, passkey, emailCode, emailLink, smsCode } = { ...byDefault, ...chosen };
  return [password, passkey, emailCode, emailLink, smsCode].includes('on');
}

const ofTenant = {
  methods: z
    .strictObject({
      password: methods.password.default(byDefault.password),
      passkey: methods.passkey.default(byDefault.passkey),
      emailCode: methods.emailCode.default(byDefault.emailCode),
      emailLink: methods.emailLink.default(byDefault.emailLink),
      smsCode: methods.smsCode.default(byDefault.smsCode),
      authenticator: methods.authenticator.default(byDefault.authenticator),
      connection: methods.connection.default(byDefault.connection),
    })
    .prefault({}),
  secondFactor: secondFactor.default('enrolled'),
  enrolmentGraceDays: enrolmentGraceDays.default(0),
  rememberDeviceDays: rememberDeviceDays.default(30),
  nudgePasskey: nudgePasskey.default(true),
  passkeyDomain: passkeyDomain.optional(),
  copiedPasskeys: copiedPasskeys.default('refuse'),
  lostFactorDelayHours: lostFactorDelayHours.default(24),
};

/** Of a tenant: as they are given, and as they are read. */
export const givenSignIn = z.strictObject({
  ...ofTenant,
  methods: ofTenant.methods.refine(leavesFirstMethod, 'no_first_method'),
});
export const storedSignIn = z.object({ ...ofTenant, methods: z.object(ofTenant.methods.unwrap().shape).prefault({}) });

const ofApplication = {
  methods: z
    .strictObject({
      password: methods.password.optional(),
      passkey: methods.passkey.optional(),
      emailCode: methods.emailCode.optional(),
      emailLink: methods.emailLink.optional(),
      smsCode: methods.smsCode.optional(),
      authenticator: methods.authenticator.optional(),
      connection: methods.connection.optional(),
    })
    .optional(),
  secondFactor: secondFactor.optional(),
  enrolmentGraceDays: enrolmentGraceDays.optional(),
  rememberDeviceDays: rememberDeviceDays.optional(),
  nudgePasskey: nudgePasskey.optional(),
};

const connections = z
  .array(connectionId)
  .max(100)
  .describe('The connections that it offers, by id; left out: all that the tenant offers.');

/** What an application sets differently. */
export const givenApplicationSignIn = z.strictObject({ ...ofApplication, connections: connections.optional() });
export const storedApplicationSignIn = z.object({ ...ofApplication, connections: z.array(z.string()).optional() });

export type SignInSettings = z.infer<typeof storedSignIn> & {
  /** On the way to an application that chose among them. */
  readonly connections?: readonly string[] | undefined;
};
type ApplicationSignIn = z.infer<typeof storedApplicationSignIn>;

const demands = ['off', 'enrolled', 'required'] as const;

/**
 * What counts on the way to an application. All applications share a session, so one of them may ask for more than its
 * tenant does and never for less; choosing methods, it must leave one to begin with, or its choice is passed over.
 */
export function signInTowards(tenant: SignInSettings, application: ApplicationSignIn): SignInSettings {
  const chosen = Object.fromEntries(
    Object.entries(application.methods ?? {}).filter(([, value]) => value !== undefined),
  );
  const methods = { ...tenant.methods, ...chosen };
  const { secondFactor: own = 'off', enrolmentGraceDays: grace, rememberDeviceDays: remember } = application;
  const asked = demands[Math.max(demands.indexOf(own), demands.indexOf(tenant.secondFactor))] ?? tenant.secondFactor;
  const isStricter = asked !== tenant.secondFactor;
  return {
    methods: leavesFirstMethod(methods) ? methods : tenant.methods,
    secondFactor: asked,
    enrolmentGraceDays: isStricter
      ? (grace ?? 0)
      : Math.min(grace ?? tenant.enrolmentGraceDays, tenant.enrolmentGraceDays),
    rememberDeviceDays: Math.min(remember ?? tenant.rememberDeviceDays, tenant.rememberDeviceDays),
    nudgePasskey: application.nudgePasskey ?? tenant.nudgePasskey,
    passkeyDomain: tenant.passkeyDomain,
    copiedPasskeys: tenant.copiedPasskeys,
    lostFactorDelayHours: tenant.lostFactorDelayHours,
    ...(application.connections === undefined ? {} : { connections: application.connections }),
  };
}
