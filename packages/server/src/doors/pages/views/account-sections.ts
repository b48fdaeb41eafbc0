/** The sections of the account, in the order of its navigation. Each is a page of its own and can be linked to. */
import type { FormTarget } from './shared-models.ts';

export const accountSections = {
  home: '/account',
  profile: '/account/profile',
  sign_in: '/account/sign-in',
  sessions: '/account/sessions',
  applications: '/account/applications',
  activity: '/account/activity',
  close: '/account/close',
} as const;

export type AccountSection = keyof typeof accountSections;

/** What every page of the account has around it: where else one may go, and the way out. */
export type AccountFrame = {
  readonly section: AccountSection;
  readonly sections: readonly { readonly name: AccountSection; readonly href: string; readonly current: boolean }[];
  readonly signOut: FormTarget;
};

/** The frame of one section, for the session whose form token this is. */
export function accountFrame(section: AccountSection, token: string): AccountFrame {
  const names = Object.keys(accountSections) as AccountSection[];
  return {
    section,
    sections: names.map((name) => ({ name, href: accountSections[name], current: name === section })),
    signOut: { action: '/sign-out', hidden: { token } },
  };
}
