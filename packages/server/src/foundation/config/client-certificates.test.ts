import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';
import { isSettingsRefusal } from './refusal.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardea-authorities-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const proxies = { TRUSTED_PROXIES: '10.0.0.1' };
const header = { ...proxies, CLIENT_CERTIFICATE_HEADER: 'Client-Cert' };

function refusalOf(environment: Readonly<Record<string, string>>): string {
  try {
    readSettings(environment);
    return '';
  } catch (error) {
    return isSettingsRefusal(error) ? error.sentences.join(' ') : String(error);
  }
}

it('a header is believed of proxies only, so without any the start is refused', () => {
  expect(refusalOf({ CLIENT_CERTIFICATE_HEADER: 'Client-Cert' })).toMatch(/needs TRUSTED_PROXIES/);
  expect(readSettings(header).clientCertificates).toEqual({ header: 'client-cert' });
  expect(readSettings(proxies).clientCertificates).toBeUndefined();
});

it.each(['Client Cert', 'x', 'Authorization', 'Cookie', 'Host', 'DPoP', 'X-Forwarded-For', 'Content-Type', 'a_b_c'])(
  'the header %j is refused',
  (name) => expect(refusalOf({ ...header, CLIENT_CERTIFICATE_HEADER: name })).toMatch(/used for nothing else/),
);

it('the authorities come from a file that is there, and are for a header that is', async () => {
  const path = join(folder, 'authorities.pem');
  await writeFile(path, 'what stands in it');
  const authorities = { CLIENT_CERTIFICATE_CA_FILE: path };
  expect(readSettings({ ...header, ...authorities }).clientCertificates?.authorities).toBe('what stands in it');
  expect(refusalOf({ ...proxies, ...authorities })).toMatch(/needs CLIENT_CERTIFICATE_HEADER/);
  for (const none of [join(folder, 'none'), folder])
    expect(refusalOf({ ...header, CLIENT_CERTIFICATE_CA_FILE: none })).toMatch(/cannot be read/);
});
