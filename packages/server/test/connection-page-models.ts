/** The pages of signing in by an account elsewhere, in the states that matter; as `page-models.ts`. */
import type { ConnectionViewModels } from '../src/doors/pages/views/connection-models.ts';

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const form = { action: '/here', hidden: { flow: hostile } };
const connection = { name: hostile, mark: '"', href: '/sign-in/with/contoso?flow=1' };

const wrong = { ...form, problem: 'form.invalid', errors: { email: 'email.malformed' } } as const;

type States = { readonly [Name in keyof ConnectionViewModels]: readonly ConnectionViewModels[Name][] };

export const connectionPageModels: States = {
  'sign-up-with': [
    {
      ...{ form, connectionName: hostile, values: { email: hostile }, isProven: true, fields: [] },
      signInHref: '/sign-in',
    },
    {
      ...{ form: wrong, connectionName: hostile, values: { email: '' }, isProven: false, fields: [] },
      signInHref: 'javascript:alert(1)',
    },
  ],
  'sign-in-with': [
    { connection, identifier: hostile, otherHref: '/sign-in' },
    {
      connection: { ...connection, href: 'javascript:alert(1)' },
      identifier: '',
      passwordHref: '/sign-in',
      otherHref: '/',
    },
  ],
  'connection-failed': (['unavailable', 'refused', 'declined', 'no_account', 'off'] as const).map((outcome) => ({
    ...{ connectionName: hostile, outcome, otherHref: '/sign-in' },
    ...(outcome === 'unavailable' ? { againHref: '/sign-in/with/contoso?flow=1' } : {}),
  })),
};
