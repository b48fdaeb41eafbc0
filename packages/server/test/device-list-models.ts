/** The page of known browsers in the states that matter, filled with what a hostile customer would write. */
import { accountFrame } from '../src/doors/pages/views/account-sections.ts';
import type { ViewModels } from '../src/doors/pages/views/models.ts';

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const at = new Date('2026-11-22T07:20:00Z');
const form = { action: '/here', hidden: { token: hostile } };
const account = accountFrame('sessions', hostile);
const seen = { firstSeenAt: at, lastSeenAt: at, isOpen: false, rename: form, remove: form };

export const deviceListModels: { readonly 'account-devices': readonly ViewModels['account-devices'][] } = {
  'account-devices': [
    { account, form, count: 0, devices: [], removeOthers: form },
    {
      account,
      form: { ...form, errors: { name: 'too_long' } },
      count: 3,
      devices: [
        { ...seen, current: true, device: { browser: hostile, system: 'Android' }, address: hostile, isOpen: true },
        {
          ...seen,
          ...{ name: hostile, current: false, device: { browser: 'Firefox' }, address: '203.0.113.7' },
          place: { country: 'DE', region: hostile, network: null, isPrivate: false },
        },
        { ...seen, current: false },
      ],
      removeOthers: form,
      newestHref: 'javascript:alert(1)',
      olderHref: '/account/devices?after=dev_1',
      notice: 'others_removed',
    },
  ],
};
