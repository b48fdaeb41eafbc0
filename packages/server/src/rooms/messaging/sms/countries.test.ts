import { describe, expect, it } from 'vitest';
import type { TenantSettings } from '../../tenants/index.ts';
import { allowedCountries, priceMicros } from './countries.ts';

const policy = (sms: object, identifiers: object = {}) => ({
  settings: { sms: { prices: {}, ...sms }, identifiers } as unknown as TenantSettings,
});

describe('where text messages go', () => {
  it('is what the list says, or the country of the tenant; without either nowhere but the outbox', () => {
    expect(allowedCountries(policy({ countries: ['DE', 'AT'] }, { defaultCountry: 'CH' }), false)).toEqual([
      'DE',
      'AT',
    ]);
    expect(allowedCountries(policy({ countries: [] }, { defaultCountry: 'CH' }), true)).toEqual([]);
    expect(allowedCountries(policy({}, { defaultCountry: 'CH' }), true)).toEqual(['CH']);
    expect(allowedCountries(policy({}), false)).toEqual([]);
    expect(allowedCountries(policy({}), true)).toBe('all');
  });
});

describe('what a text message costs', () => {
  const priced = policy({ prices: { DE: 0.08 } });

  it.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['ü'.repeat(160), 1],
    ['€'.repeat(81), 2],
    ['ß'.repeat(307), 3],
    ['я'.repeat(70), 1],
    ['я'.repeat(71), 2],
    ['\u{1f600}'.repeat(36), 2],
  ])('is counted by the messages that its text is sent as: case %#', (text, messages) => {
    expect(priceMicros(priced, 'DE', text)).toBe(messages * 80_000);
  });

  it('is not known where no price is set', () => {
    expect(priceMicros(priced, 'FR', 'x')).toBeNull();
    expect(priceMicros(priced, null, 'x')).toBeNull();
  });
});
