import { describe, expect, it } from 'vitest';
import { saidApps, typedApps, withAnother } from './phone-apps.ts';

const said = {
  ios: { team_id: 'A1B2C3D4E5', bundle_ids: ['com.example.shop', 'com.example.shop.clip'] },
  android: [{ package_name: 'com.example.shop', sha256_cert_fingerprints: ['AA:BB', 'CC:DD'] }],
};

describe('the apps on phones', () => {
  it('are said as they were, when nobody typed anything', () => {
    expect(saidApps(typedApps(said))).toEqual(said);
  });

  it('are taken away where nothing is left', () => {
    expect(saidApps(typedApps({}))).toEqual({ ios: null, android: null });
    expect(saidApps(withAnother(typedApps({})))).toEqual({ ios: null, android: null });
  });

  it('are read as tools print them, in small letters as well', () => {
    const typed = { team: ' a1b2c3d4e5 ', bundles: ' com.example \n\n', android: [] };
    expect(saidApps(typed).ios).toEqual({ team_id: 'A1B2C3D4E5', bundle_ids: ['com.example'] });
    const [app] = withAnother(typed).android;
    const android = [{ ...app, key: 0, name: 'com.example', fingerprints: 'aa:bb\n' }];
    expect(saidApps({ ...typed, android }).android?.[0]?.sha256_cert_fingerprints).toEqual(['AA:BB']);
  });
});
