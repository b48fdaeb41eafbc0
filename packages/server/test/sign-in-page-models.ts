/** The sign-in page in the states that matter, filled with what a hostile customer would write. */
import type { ViewModels } from '../src/doors/pages/views/models.ts';

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const signInForm = { action: '/here', hidden: { flow: hostile }, labels: { identifier: hostile } };

export const signInModels: readonly ViewModels['sign-in'][] = [
  {
    form: signInForm,
    isEmailOnly: true,
    password: true,
    mail: 'both',
    keep: { checked: true },
    recoverHref: '/recover',
    notice: 'address_confirmed',
  },
  {
    form: { ...signInForm, problem: 'attempts.exhausted', retryAfterSeconds: 30 },
    isEmailOnly: false,
    password: false,
    mail: 'link',
    values: { identifier: hostile },
    signUpHref: '/',
    recoverHref: 'javascript:alert(1)',
  },
  ...(['own_button', 'button', 'form', 'form_or_number'] as const).map((byMail) => ({
    form: signInForm,
    isEmailOnly: true,
    password: true,
    recoverHref: '/recover',
    challenge: { puzzle: hostile, renewHref: 'javascript:alert(1)', byMail, isRefused: true },
  })),
];
