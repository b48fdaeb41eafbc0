/** The pages about applications, in the states that matter, filled with what a hostile customer would write. */
import { accountFrame } from '../src/doors/pages/views/account-sections.ts';
import type { ViewModels } from '../src/doors/pages/views/models.ts';

type Models = { readonly [Name in 'consent' | 'account-applications']: readonly ViewModels[Name][] };

const at = new Date('2026-11-22T07:20:00Z');

export function applicationPageModels(hostile: string): Models {
  const form = { action: '/here', hidden: { flow: hostile } };
  const account = accountFrame('sessions', hostile);
  return {
    consent: [
      {
        form,
        applicationName: hostile,
        applicationHost: hostile,
        scopes: [{ scope: 'openid' }, { scope: hostile }, { scope: 'x:y', description: hostile }],
        shared: { name: hostile, email: hostile },
        signedInAs: hostile,
        ofItself: { documentHost: hostile, resources: [{ name: hostile, host: hostile }], until: at },
        policyHref: 'https://shop.example/policy',
        termsHref: 'javascript:alert(1)',
      },
      {
        form,
        applicationName: 'S',
        applicationHost: 's',
        scopes: [],
        shared: {},
        signedInAs: 'x',
        ofItself: { resources: [], until: at },
      },
      { form, applicationName: 'S', applicationHost: 's', scopes: [], shared: {}, signedInAs: 'x' },
    ],
    'account-applications': [
      { account, applications: [], recipients: [] },
      {
        account,
        applications: [
          {
            name: hostile,
            since: at,
            scopes: [{ scope: 'email' }, { scope: 'x', description: hostile }],
            ofItself: { documentHost: hostile },
            resources: [hostile, 'b'],
            remove: form,
          },
          { name: 'b', since: at, scopes: [], ofItself: {}, resources: [], remove: form },
        ],
        recipients: [
          { name: hostile, attributes: ['sub', hostile], lastAt: at },
          { attributes: ['name'], lastAt: at },
        ],
        notice: 'application_removed',
      },
    ],
  };
}
