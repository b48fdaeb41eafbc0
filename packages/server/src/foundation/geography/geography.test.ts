import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mmdbOf } from '../../../test/mmdb.ts';
import { isSettingsRefusal } from '../config/index.ts';
import { createGeography } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'cardea-geography-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, bytes: Buffer | string) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const builtAt = new Date('2026-11-01T00:00:00Z');
const munich = {
  country: { iso_code: 'DE', names: { en: 'Germany' } },
  city: { names: { en: 'Munich', de: 'München' } },
  subdivisions: [{ iso_code: 'BY', names: { en: 'Bavaria', de: 'Bayern' } }],
};
const cities = file(
  'cities.mmdb',
  mmdbOf('GeoLite2-City', { '8.8.8.0/24': munich, '2001:4860::/32': { country_code: 'US', city: 'Iowa' } }, builtAt),
);
const networks = file(
  'networks.mmdb',
  mmdbOf(
    'GeoLite2-ASN',
    {
      '8.8.0.0/16': { autonomous_system_number: 15_169, autonomous_system_organization: 'GOOGLE' },
      '193.0.0.0/16': { autonomous_system_number: 3333 },
    },
    builtAt,
  ),
);

describe('the place of an address', () => {
  const builtIn = createGeography({});
  const nowhere = { country: null, network: null, isPrivate: false };

  it('is its country by the built-in data, for either family, and no more', () => {
    expect(builtIn.placeOf('8.8.8.8')).toEqual({ ...nowhere, country: 'US' });
    expect(builtIn.placeOf('2a00:1450:4001:82f::200e')).toEqual({ ...nowhere, country: 'US' });
    const [source] = builtIn.sources();
    expect(source).toMatchObject({ isBuiltIn: true, kind: expect.stringContaining('country') });
    expect(source?.builtAt.getUTCFullYear()).toBeGreaterThanOrEqual(2026);
    expect(source?.bytes).toBeLessThan(15 * 1024 * 1024);
  });

  it.each(['::ffff:8.8.8.8', '::FFFF:808:808', '0:0:0:0:0:ffff:8.8.8.8'])(
    'is that of the IPv4 address in %s',
    (mapped) => expect(builtIn.placeOf(mapped).country).toBe('US'),
  );

  it.each(['127.0.0.1', '10.1.2.3', '192.168.0.7', '172.31.0.1', '::1', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1'])(
    'does not exist for %s: it is of a private network',
    (address) => expect(builtIn.placeOf(address)).toEqual({ ...nowhere, isPrivate: true }),
  );

  it.each(['', 'localhost', '8.8.8', '8.8.8.8:443', '203.0.113.7', '2001:db8::1', '100.64.0.1', '<script>'])(
    'is not known for %j',
    (address) => expect(builtIn.placeOf(address)).toEqual(nowhere),
  );

  it('comes from the files of the operator first, in the language of the reader, and from the built-in after them', () => {
    const geography = createGeography({ files: [networks, cities] });
    expect(geography.placeOf('8.8.8.8', 'de')).toEqual({
      ...{ country: 'DE', region: 'Bayern', city: 'München', isPrivate: false },
      network: { asn: 15_169, name: 'GOOGLE' },
    });
    expect(geography.placeOf('8.8.8.8', 'pl')).toMatchObject({ city: 'Munich', region: 'Bavaria' });
    expect(geography.placeOf('2001:4860::1')).toEqual({ ...nowhere, country: 'US', city: 'Iowa' });
    expect(geography.placeOf('193.0.6.139')).toEqual({
      ...nowhere,
      country: 'NL',
      network: { asn: 3333, name: null },
    });
    expect(geography.sources().map(({ kind, isBuiltIn }) => [kind, isBuiltIn])).toEqual([
      ['GeoLite2-ASN', false],
      ['GeoLite2-City', false],
      [expect.stringContaining('country'), true],
    ]);
    expect(geography.sources()[0]?.builtAt).toEqual(builtAt);
  });

  it('is not known where a file says it in a form of its own, or is damaged', () => {
    const odd = mmdbOf('Odd-City', { '8.8.8.0/24': { country: 'Germany', city: { names: ['x'] } } }, builtAt);
    expect(createGeography({ files: [file('odd.mmdb', odd)] }).placeOf('8.8.8.8')).toEqual({
      ...nowhere,
      country: 'US',
    });
    const broken = mmdbOf('Broken-City', { '8.8.8.0/24': munich }, builtAt);
    // Every record of the tree now points far outside.
    broken.fill(0xfe, 0, 6 * 120);
    expect(createGeography({ files: [file('broken.mmdb', broken)] }).placeOf('8.8.8.8').country).toBe('US');
  });
});

describe('a file that cannot be used', () => {
  const refusalOf = (...files: string[]): readonly string[] => {
    try {
      createGeography({ files });
      return [];
    } catch (error) {
      if (isSettingsRefusal(error)) return error.sentences;
      throw error;
    }
  };

  it('stops the start with a sentence for each', () => {
    const other = file('domains.mmdb', mmdbOf('GeoIP2-Domain', {}, builtAt));
    const archive = file('cities.tar.gz', 'not a database');
    const sentences = refusalOf(join(folder, 'none.mmdb'), folder, archive, other, cities);
    expect(sentences).toEqual([
      expect.stringMatching(/none\.mmdb cannot be read/),
      expect.stringMatching(/cannot be read/),
      expect.stringMatching(/cities\.tar\.gz is no MaxMind DB file/),
      expect.stringMatching(/"GeoIP2-Domain"/),
    ]);
  });
});
