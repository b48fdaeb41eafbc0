/** The pages around second factors in the states that matter, filled with what a hostile customer would write. */
import { accountFrame } from '../src/doors/pages/views/account-sections.ts';
import type { ViewModels } from '../src/doors/pages/views/models.ts';

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const at = new Date('2026-11-22T07:20:00Z');
const form = { action: '/here', hidden: { flow: hostile } };
const device = { browser: hostile, system: 'Windows' };
const account = accountFrame('sign_in', hostile);

type Names =
  | 'account-authenticators'
  | 'account-authenticator'
  | 'account-recovery-codes'
  | 'account-caller-check'
  | 'account-remembered-devices'
  | 'lost-factor'
  | 'lost-factor-verify'
  | 'lost-factor-waiting'
  | 'stop-lost-factor';

export const secondFactorModels: { readonly [Name in Names]: readonly ViewModels[Name][] } = {
  'account-authenticators': [
    { account, form, authenticators: [], addHref: '/account/factors/authenticator/add' },
    {
      account,
      form: { ...form, errors: { name: 'too_long' } },
      authenticators: [
        { addedAt: at, isOpen: false, rename: form, remove: form },
        { name: hostile, addedAt: at, lastUsedAt: at, isOpen: true, rename: form, remove: form },
      ],
      addHref: 'javascript:alert(1)',
      notice: 'added',
    },
  ],
  'account-authenticator': [
    {
      account,
      form,
      app: { secretParts: [hostile], uri: 'otpauth://totp/x', qr: { size: 2, outline: 'M0 0h1v1h-1z' } },
    },
    {
      account,
      form: { ...form, problem: 'factor.refused' },
      app: { secretParts: ['ABCD'], uri: 'javascript:alert(1)', qr: { size: 2, outline: hostile } },
      name: hostile,
    },
  ],
  'account-recovery-codes': [
    { account, form, hasFactor: false, isOffered: false, doneHref: '/account/factors' },
    {
      account,
      form: { ...form, problem: 'factor.none' },
      hasFactor: true,
      held: { remaining: 3, madeAt: at },
      isOffered: true,
      doneHref: 'javascript:alert(1)',
    },
    {
      account,
      form,
      hasFactor: true,
      isOffered: false,
      doneHref: '/account',
      shown: { codes: [hostile, 'k7mp-2xq4-9rtv'], download: form },
    },
  ],
  'account-caller-check': [{ account, code: '482 913', minutes: 4 }],
  'account-remembered-devices': [
    { account, devices: [], endAll: form },
    {
      account,
      devices: [true, false].map((current) => ({
        device,
        address: hostile,
        place: { country: 'DE', region: hostile, network: null, isPrivate: false },
        current,
        lastUsedAt: at,
        until: at,
        end: form,
      })),
      endAll: form,
      notice: 'all_ended',
    },
  ],
  'lost-factor': [
    { form, maskedEmail: hostile, delayHours: 24, needsPassword: false, signInHref: '/sign-in', backHref: '/sign-in' },
    {
      form: { ...form, problem: 'factor.password_needed' },
      maskedEmail: hostile,
      delayHours: 0,
      waiting: { reportedAt: at, dueAt: at, isDue: true },
      needsPassword: true,
      signInHref: 'javascript:alert(1)',
      backHref: 'javascript:alert(1)',
    },
    {
      form,
      maskedEmail: hostile,
      delayHours: 1,
      waiting: { reportedAt: at, dueAt: at, isDue: false },
      needsPassword: false,
      signInHref: '/sign-in',
      backHref: '/sign-in',
    },
  ],
  'lost-factor-verify': [
    { form, resend: form, maskedEmail: hostile, backHref: '/sign-in', notice: 'code_sent' },
    {
      form: { ...form, problem: 'proof.refused' },
      resend: form,
      maskedEmail: hostile,
      backHref: 'javascript:alert(1)',
    },
  ],
  'lost-factor-waiting': [{ dueAt: at, doneHref: '/sign-in' }],
  'stop-lost-factor': [{ form }],
};
