/** The pages that ask for a proof, in the states that matter, filled with what a hostile customer would write. */
import { accountFrame } from '../src/doors/pages/views/account-sections.ts';
import type { ViewModels } from '../src/doors/pages/views/models.ts';

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const at = new Date('2026-11-22T07:20:00Z');
const form = { action: '/here', hidden: { flow: hostile } };
const wrong = { ...form, problem: 'factor.refused', errors: { password: hostile, code: hostile } } as const;
const device = { browser: hostile, system: 'Windows' };
const account = accountFrame('sign_in', hostile);
const setUps = ['passkey', 'authenticator', 'sms_code'].map((method) => ({ method, href: 'javascript:alert(1)' }));
const proof = {
  form,
  method: 'authenticator',
  mayAnswer: true,
  others: ['password', 'passkey', 'authenticator', 'sms_code', 'recovery_code', 'email_code'].map((method) => ({
    method,
    href: 'javascript:alert(1)',
  })),
};
const passkey = { ...form, kind: 'use', options: '/here/options' } as const;
const app = { secretParts: [hostile], uri: 'otpauth://totp/x', qr: { size: 2, outline: 'M0 0h1v1h-1z' } };

type ProofPage =
  | 'keep-account'
  | 'secure-account'
  | 'confirm'
  | 'second'
  | 'enrol'
  | 'sign-in-code'
  | 'sign-in-link'
  | 'account-factors'
  | 'sign-up-passkey'
  | 'passkey-offer'
  | 'leaked-password'
  | 'account-passkeys'
  | 'account-identifier-code'
  | 'undo-email-change';

export const proofPageModels: { readonly [Name in ProofPage]: readonly ViewModels[Name][] } = {
  'account-identifier-code': (['email', 'phone'] as const).flatMap((type) => [
    { account, type, form, resend: form, sentTo: hostile, changeHref: '/account/sign-in/email' },
    {
      account,
      type,
      form: { ...form, problem: 'proof.refused' },
      resend: form,
      sentTo: hostile,
      changeHref: '/',
      notice: 'code_sent',
    },
  ]),
  'undo-email-change': [{ form, maskedEmail: hostile, changedAt: at }],
  confirm: [
    { ...proof, method: 'password', email: hostile, backHref: '/account' },
    { ...proof, email: hostile, lostHref: '/account/confirm/lost?to=%2Faccount', backHref: '/account' },
    { ...proof, form: wrong, method: 'email_code', send: form, email: hostile, backHref: '/account' },
  ],
  second: [
    { ...proof, rememberDays: 30, startAgainHref: '/sign-in', lostHref: '/sign-in/lost-factor' },
    { ...proof, form: wrong, method: 'sms_code', send: form, mayAnswer: false, startAgainHref: 'javascript:alert(1)' },
    { ...proof, method: 'recovery_code', startAgainHref: '/sign-in' },
    { ...proof, method: 'passkey', passkey, startAgainHref: '/sign-in' },
    { ...proof, method: 'email_code', send: form, mayAnswer: false, isUnknownDevice: true, startAgainHref: '/' },
  ],
  enrol: [
    { form, isWayIn: true, others: setUps, startAgainHref: '/sign-in' },
    { form: wrong, isWayIn: false, method: 'authenticator', app, others: setUps, startAgainHref: '/sign-in' },
    {
      form,
      isWayIn: true,
      method: 'passkey',
      passkey: { ...passkey, kind: 'make' },
      others: [],
      startAgainHref: 'javascript:alert(1)',
    },
    {
      form,
      isWayIn: true,
      method: 'sms_code',
      send: wrong,
      wasSent: false,
      number: hostile,
      others: [],
      startAgainHref: '/',
    },
    {
      form: wrong,
      isWayIn: false,
      method: 'sms_code',
      send: form,
      wasSent: true,
      number: '',
      otherNumberHref: '/sign-in/enrol',
      others: [],
      startAgainHref: '/',
    },
    { form, isWayIn: false, method: 'sms_code', send: form, wasSent: true, others: setUps, startAgainHref: '/' },
  ],
  'sign-in-code': (['code', 'link', 'both'] as const).map((holds) => ({
    form: { ...form, problem: 'proof.refused' },
    resend: form,
    maskedEmail: hostile,
    holds,
    changeAddressHref: '/sign-in',
    notice: 'code_sent',
  })),
  'sign-in-link': [
    { form, maskedEmail: hostile },
    { form, maskedEmail: hostile, elsewhere: { at, device, codeParts: [hostile, '913'] } },
  ],
  'account-factors': [
    { account, kinds: [], rememberedDevices: 0 },
    {
      account,
      kinds: ['passkey', 'authenticator', 'sms_code', 'recovery_code'].map((method, count) => ({
        method,
        count,
        href: 'javascript:alert(1)',
        lastUsedAt: at,
      })),
      rememberedDevices: 2,
      lost: { reportedAt: at, keep: form },
    },
  ],
  'sign-up-passkey': [
    { form, email: hostile, passkey: { ...passkey, kind: 'make' }, password: { isOpen: false } },
    { form: wrong, email: hostile, passkey: { ...passkey, kind: 'make' }, password: { isOpen: true } },
    { form: { ...form, problem: 'passkey.refused' }, email: hostile, passkey: { ...passkey, kind: 'make' } },
  ],
  'leaked-password': [
    { form, email: hostile, endOthers: true, weakness: 'leaked', later: form },
    { form: wrong, email: hostile, endOthers: false, weakness: 'easily_guessed', later: form },
  ],
  'passkey-offer': [
    { form, passkey: { ...passkey, kind: 'make' }, skip: form },
    { form: { ...form, problem: 'passkey.refused' }, passkey: { ...passkey, kind: 'make' }, skip: form },
  ],
  'account-passkeys': [
    {
      account,
      form,
      passkeys: [
        {
          name: hostile,
          isSynced: true,
          createdAt: at,
          lastUsedAt: null,
          flaggedAt: null,
          isElsewhere: true,
          rpId: hostile,
          isOpen: false,
          rename: form,
          remove: form,
        },
        {
          name: hostile,
          isSynced: false,
          createdAt: at,
          lastUsedAt: at,
          flaggedAt: at,
          isElsewhere: false,
          rpId: 'shop.example',
          isOpen: true,
          rename: form,
          remove: form,
        },
      ],
      passkey: { ...passkey, kind: 'make' },
      knownPasskeys: { rpId: hostile, userHandle: hostile, keyIds: hostile },
      notice: 'passkey_added',
    },
    {
      account,
      form: { ...form, problem: 'factor.last_way' },
      passkeys: [],
      confirmHref: '/account/confirm?to=%2F',
      knownPasskeys: { rpId: 'shop.example', userHandle: 'AAAA', keyIds: '' },
    },
  ],
  'keep-account': [{ form, closesAt: at }],
  'secure-account': [
    { form, password: 'stops', wayBack: 'mailbox' },
    { form, password: 'none', wayBack: 'former_mailbox' },
    { form, password: 'none', wayBack: 'phone' },
    { form, password: 'stays', wayBack: 'as_ever', backHref: '/account' },
    { form, password: 'none', wayBack: 'as_ever', backHref: '/account' },
  ],
};
