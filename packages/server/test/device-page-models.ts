/** The pages at `/device` in the states that matter, filled with what a hostile customer or device would write. */
import type { DeviceViewModels } from '../src/doors/pages/views/device-models.ts';

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const at = new Date('2026-11-22T07:20:00Z');
const form = { action: '/here', hidden: { request: hostile } };
const device = { browser: hostile, system: 'Android' };

export const devicePageModels: { readonly [Name in keyof DeviceViewModels]: readonly DeviceViewModels[Name][] } = {
  device: [{ form }, { form: { ...form, problem: 'proof.refused' }, values: { code: hostile } }],
  'device-confirm': [
    {
      form,
      applicationName: hostile,
      isOwn: false,
      code: 'BCDF-GHJK',
      asked: { at, device, address: hostile, place: { country: 'DE', city: hostile, network: null, isPrivate: false } },
      scopes: [{ scope: 'openid' }],
      apis: [
        { name: hostile, host: hostile, scopes: [{ scope: 'own:read', description: hostile }] },
        { name: hostile, host: hostile, scopes: [] },
      ],
      signedInAs: hostile,
      policyHref: 'javascript:alert(1)',
      termsHref: 'https://shop.example/terms',
    },
    {
      form,
      applicationName: 'Living room',
      isOwn: true,
      code: 'BCDF-GHJK',
      asked: { at, device: {}, address: '', place: { country: null, network: null, isPrivate: true } },
      scopes: [],
      apis: [],
      signedInAs: hostile,
    },
  ],
  'device-done': [
    { outcome: 'approved', applicationName: hostile },
    { outcome: 'denied', applicationName: hostile },
  ],
};
