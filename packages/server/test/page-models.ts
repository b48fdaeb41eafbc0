/** Every page of the door in the states that matter, filled with what a hostile customer would write. */
import { type ErrorCode, errorCatalogue } from '@cardea/contract';
import type { SessionItem } from '../src/doors/pages/views/account-models.ts';
import { accountFrame } from '../src/doors/pages/views/account-sections.ts';
import type { AttributeFieldModel } from '../src/doors/pages/views/attribute-field.ts';
import type { ViewModels, ViewName } from '../src/doors/pages/views/models.ts';
import { activityKinds } from '../src/rooms/account/index.ts';
import { applicationPageModels } from './application-page-models.ts';
import { connectionPageModels } from './connection-page-models.ts';
import { deviceListModels } from './device-list-models.ts';
import { devicePageModels } from './device-page-models.ts';
import { proofPageModels } from './proof-page-models.ts';
import { secondFactorModels } from './second-factor-page-models.ts';
import { signInModels } from './sign-in-page-models.ts';

export const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
export const at = new Date('2026-11-22T07:20:00Z');
const form = { action: '/here', hidden: { flow: hostile } };
const device = { browser: hostile, system: 'Windows' };
const account = accountFrame('sessions', hostile);
const session: SessionItem = {
  device,
  address: hostile,
  place: { country: 'DE', city: hostile, region: hostile, network: null, isPrivate: false },
  ...{ startedAt: at, lastSeenAt: at },
  current: false,
  applications: [],
  end: form,
};
export const wrong = {
  ...form,
  problem: 'sign_in.refused',
  errors: { email: 'email.malformed', password: hostile },
} as const;

const options = [{ value: hostile, label: hostile, isChosen: true }];
const field = { name: 'about', label: hostile, help: hostile, kept: hostile, isOptional: true };
export const fields: readonly AttributeFieldModel[] = [
  { ...field, name: 'name', kind: 'text', value: hostile, autocomplete: 'name', input: { type: 'text', maxLength: 9 } },
  {
    ...field,
    name: 'day',
    kind: 'text',
    value: hostile,
    input: { type: 'date', min: '2020-01-01', max: '2030-01-01' },
  },
  { ...field, name: 'story', kind: 'long_text', value: hostile, input: { type: 'text', maxLength: 9 } },
  { ...field, name: 'one', kind: 'select', options, autocomplete: 'country' },
  { ...field, name: 'many', kind: 'checks', options, isOptional: false },
];

/** Every page in the states that matter. */
export const models: { readonly [Name in ViewName]: readonly ViewModels[Name][] } = {
  ...applicationPageModels(hostile),
  ...proofPageModels,
  ...devicePageModels,
  ...connectionPageModels,
  'sign-up': [
    { form, fields, signInHref: '/sign-in' },
    { form: wrong, values: { email: hostile }, fields, signInHref: 'javascript:alert(1)' },
    { form, fields, signInHref: '/sign-in', invitation: { email: hostile } },
  ],
  setup: [
    { kind: 'first', roles: ['owner'], create: { form, fields }, signInHref: '/sign-in' },
    {
      kind: 'invited',
      roles: ['support', 'read-only'],
      email: hostile,
      create: { form: wrong, values: { email: hostile }, fields },
      signInHref: 'javascript:alert(1)',
    },
    { kind: 'invited', roles: ['auditor'], email: hostile, signedIn: { as: hostile, form }, signInHref: '/sign-in' },
    { kind: 'invited', roles: ['auditor'], email: hostile, signedIn: { as: hostile }, signInHref: '/sign-in' },
    { kind: 'invited', roles: ['auditor'], email: hostile, signInHref: '/sign-in' },
  ],
  'registration-closed': [
    { mode: 'invitation', signInHref: '/sign-in' },
    { mode: 'closed', signInHref: 'javascript:alert(1)' },
  ],
  'account-profile': [
    { account, form, fields: [], facts: [] },
    { account, form: wrong, fields, facts: [{ label: hostile, value: hostile }], notice: 'saved' },
  ],
  'profile-question': fields.map((field) => ({ form, field, skip: form })),
  verify: [
    { form, resend: form, maskedEmail: hostile, changeAddressHref: '/sign-up', notice: 'code_sent' },
    { form: { ...form, errors: { code: 'code.refused' } }, resend: form, maskedEmail: hostile, changeAddressHref: '/' },
  ],
  'verify-link': [
    { form, maskedEmail: hostile },
    { form, maskedEmail: hostile, asked: { at, device } },
  ],
  'sign-in': signInModels,
  'sign-out': [{ form }, { form, applicationName: hostile }],
  'signed-out': [{ signInHref: '/sign-in' }],
  error: (Object.keys(errorCatalogue) as ErrorCode[]).map((code) => ({ code, reference: hostile })),
  'rate-limited': [{ retryAfterSeconds: 90, reference: hostile, backHref: '/sign-in' }],
  'link-expired': (['sign_up', 'recover', 'secure', 'keep'] as const).map((kind) => ({
    kind,
    startHref: '/sign-up',
    signInHref: '/sign-in',
  })),
  recover: [
    { form, signInHref: '/sign-in' },
    { form, signInHref: '/', challenge: { pass: hostile, byMail: 'form', isRefused: false } },
    { form: wrong, values: { email: hostile }, signInHref: 'javascript:alert(1)' },
  ],
  'recover-verify': [
    {
      form,
      resend: form,
      weakness: 'leaked',
      maskedEmail: hostile,
      changeAddressHref: '/recover',
      notice: 'code_sent',
    },
    {
      form: { ...form, problem: 'proof.refused' },
      resend: form,
      weakness: 'easily_guessed',
      maskedEmail: hostile,
      changeAddressHref: '/',
    },
  ],
  'recover-link': [
    { form, maskedEmail: hostile, isByStaff: false },
    { form, maskedEmail: hostile, isByStaff: false, asked: { at, device } },
    { form, maskedEmail: hostile, isByStaff: true },
  ],
  'recover-password': [
    { form, email: hostile, asksPassword: true },
    { form: wrong, email: hostile, asksPassword: false },
  ],
  'account-password': [
    { account, form, email: hostile, endOthers: true, notice: 'changed' },
    { account, form: wrong, email: hostile, endOthers: false },
  ],
  'account-close': [
    { account, form, graceDays: 14 },
    { account, form: { ...form, errors: { understood: 'understood.required' } }, graceDays: 0 },
  ],
  outcome: [
    { outcome: 'closing', closesAt: at, next: { href: '/sign-in', label: 'keep' } },
    { outcome: 'kept', next: { href: '/sign-in', label: 'sign_in' } },
    { outcome: 'lost_factor_stopped', next: { href: '/account/password', label: 'password' } },
    { outcome: 'secured', next: { href: 'javascript:alert(1)', label: 'recover' } },
    { outcome: 'signed_out_everywhere', next: { href: '/sign-in', label: 'sign_in' } },
    { outcome: 'secured_and_sent', next: { href: '/recover/verify', label: 'code' } },
    { outcome: 'secured_without_password', next: { href: '/recover', label: 'back' } },
    { outcome: 'secured_and_sent_without_password', next: { href: '/recover/verify', label: 'code' } },
    { outcome: 'signed_out_everywhere_without_password', next: { href: '/sign-in', label: 'sign_in' } },
  ],
  account: [
    {
      account,
      email: hostile,
      customerSince: at,
      sessions: [session],
      sessionCount: 1,
      recipients: [],
      recipientCount: 0,
      agreements: [],
      agreementCount: 0,
      signOutEverywhere: form,
    },
    {
      account,
      name: hostile,
      email: hostile,
      emailVerifiedAt: at,
      passwordSetAt: at,
      customerSince: at,
      sessions: [{ ...session, current: true }, session],
      sessionCount: 7,
      recipients: [{ name: hostile, attributes: ['email', hostile], lastAt: at }],
      recipientCount: 1,
      agreements: [{ name: hostile, since: at }],
      agreementCount: 1,
      signOutEverywhere: form,
      notice: 'address_confirmed',
    },
  ],
  'account-activity': [
    { account, items: [] },
    {
      account,
      items: activityKinds.map((kind) => ({ at, kind, application: hostile, device, address: hostile })),
      newestHref: '/account/activity',
      olderHref: '/account/activity?before=x',
    },
  ],
  'account-connections': [
    { account, form, identities: [], offered: [] },
    {
      account,
      form: { ...form, problem: 'identity.last_way' },
      identities: [
        { connectionName: hostile, label: hostile, linkedAt: at, lastUsedAt: at, isUsable: true, unlink: form },
        { connectionName: hostile, linkedAt: at, isUsable: false, unlink: form },
      ],
      offered: [{ name: hostile, href: 'javascript:alert(1)' }],
      notice: 'unlinked',
    },
    { account, form, identities: [], offered: [{ name: hostile, href: '/x' }], confirmHref: '/account/confirm' },
  ],
  'account-connection-link': [
    { account, form, connectionName: hostile, label: hostile, own: hostile, cancelHref: '/account/connections' },
    {
      account,
      form: { ...form, problem: 'identity.taken' },
      connectionName: hostile,
      own: hostile,
      cancelHref: 'javascript:alert(1)',
    },
  ],
  'account-sign-in': [
    { account, email: { value: hostile, isConfirmed: false }, recentChanges: [] },
    {
      account,
      email: { value: hostile, isConfirmed: true },
      isUndeliverable: true,
      phone: { value: hostile },
      username: {},
      passwordSetAt: at,
      hasConnections: true,
      recentChanges: [{ type: 'email', changedAt: at }],
      notice: 'email_changed',
    },
  ],
  'account-identifier': (['email', 'phone', 'username'] as const).flatMap((type) => {
    const frame = { account, type, inputType: 'text', autocomplete: 'username' } as const;
    return [
      { ...frame, form, value: '' },
      {
        ...frame,
        form: { ...form, errors: { [type]: `${type}.malformed` } },
        value: hostile,
        held: hostile,
        ...(type === 'email' ? {} : { remove: form }),
      },
    ];
  }),
  'account-sessions': [
    {
      account,
      sessions: [{ ...session, current: true, applications: [{ name: hostile, lastUsedAt: at }] }, session],
      endOthers: form,
      signOutEverywhere: form,
      notice: 'others_ended',
    },
  ],
  'account-phone-factor': [
    { account, form, send: form, remove: form, isOffered: true, wasSent: false },
    { account, form, send: form, remove: form, isOffered: true, wasSent: false, maskedNumber: hostile },
    {
      account,
      form: { ...form, problem: 'sms.unavailable' },
      send: form,
      remove: form,
      isOffered: true,
      wasSent: true,
      maskedNumber: hostile,
    },
    {
      account,
      form,
      send: form,
      remove: form,
      isOffered: true,
      wasSent: false,
      maskedNumber: hostile,
      enrolledAt: at,
      notice: 'enrolled',
    },
  ],
  ...deviceListModels,
  ...secondFactorModels,
  outbox: [
    { messages: [] },
    {
      messages: [
        {
          id: 'msg_1',
          channel: 'email',
          to: hostile,
          subject: '482 913 is it',
          text: `${hostile} http://localhost/x`,
          at,
        },
        { id: 'msg_2', channel: 'sms', to: hostile, subject: '', text: `482913 is it\n${hostile}`, at },
      ],
    },
  ],
};
