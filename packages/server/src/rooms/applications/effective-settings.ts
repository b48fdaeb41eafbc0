/**
 * What counts on the way to an application: the tenant's settings, and over them what the application sets for itself.
 * A session is shared by all applications of a tenant, so one of them may shorten its life and never lengthen it.
 */
import { z } from 'zod';
import {
  brandingSettings,
  givenApplicationSignIn,
  type SignInSettings,
  signInTowards,
  storedApplicationSignIn,
  type TenantSettings,
  webAddress,
} from '../tenants/index.ts';

const day = 24 * 60 * 60;
const keeping = ['off', 'ask', 'always'] as const;

const session = {
  idleSeconds: z
    .int()
    .min(300)
    .max(90 * day)
    .optional(),
  absoluteSeconds: z
    .int()
    .min(300)
    .max(365 * day)
    .optional(),
  keepSignedIn: z.enum(keeping).optional(),
  appSeconds: z
    .int()
    .min(300)
    .max(730 * day)
    .optional()
    .describe('A native application of our own stays signed in for so long after its sign-in; 180 days by default.'),
};
const registration = { mode: z.enum(['open', 'invitation', 'closed']).optional() };
const links = { terms: webAddress.optional(), privacy: webAddress.optional() };

/** Settings that are given: what is unknown is a mistake. */
export const givenApplicationSettings = z.strictObject({
  session: z.strictObject(session).prefault({}),
  registration: z.strictObject(registration).prefault({}),
  signIn: givenApplicationSignIn.prefault({}),
  links: z.strictObject(links).prefault({}),
  branding: z.strictObject(brandingSettings).prefault({}),
});

/** Settings of a row: what is unknown is of a newer version. */
export const storedApplicationSettings = z.object({
  session: z.object(session).prefault({}),
  registration: z.object(registration).prefault({}),
  signIn: storedApplicationSignIn.prefault({}),
  links: z.object(links).prefault({}),
  branding: z.object(brandingSettings).prefault({}),
});

export type ApplicationSettings = z.infer<typeof storedApplicationSettings>;
export type EffectiveSettings = TenantSettings & { readonly signIn: SignInSettings };

type Overriding = {
  readonly settings: ApplicationSettings;
  readonly metadata: { readonly tos_uri?: string | undefined; readonly policy_uri?: string | undefined };
};

/** The settings of a journey to this application, or to none. Of the links, an application's own metadata comes last. */
export function effectiveSettings(tenant: TenantSettings, application: Overriding | null): EffectiveSettings {
  if (application === null) return tenant;
  const { settings, metadata } = application;
  const shorter = (own: number | undefined, shared: number) => Math.min(own ?? shared, shared);
  const absoluteSeconds = shorter(settings.session.absoluteSeconds, tenant.session.absoluteSeconds);
  const terms = settings.links.terms ?? metadata.tos_uri ?? tenant.links.terms;
  const privacy = settings.links.privacy ?? metadata.policy_uri ?? tenant.links.privacy;
  const { terms: _terms, privacy: _privacy, ...otherLinks } = tenant.links;
  return {
    ...tenant,
    branding: { ...tenant.branding, ...settings.branding },
    session: {
      ...tenant.session,
      absoluteSeconds,
      idleSeconds: shorter(settings.session.idleSeconds, tenant.session.idleSeconds),
      unkeptIdleSeconds: shorter(settings.session.idleSeconds, tenant.session.unkeptIdleSeconds),
      keepSignedIn: lessKept(settings.session.keepSignedIn, tenant.session.keepSignedIn),
    },
    registration: { ...tenant.registration, mode: settings.registration.mode ?? tenant.registration.mode },
    signIn: signInTowards(tenant.signIn, settings.signIn),
    links: {
      ...otherLinks,
      ...(terms === undefined ? {} : { terms }),
      ...(privacy === undefined ? {} : { privacy }),
    },
  };
}

function lessKept(own: (typeof keeping)[number] | undefined, shared: (typeof keeping)[number]) {
  return own !== undefined && keeping.indexOf(own) < keeping.indexOf(shared) ? own : shared;
}
