/** The pages on apps and on pages without a server say what works: their commands are run against a server of their own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('an app is registered, described to phones and given its life by the commands of its page', {
  timeout: 300_000,
}, async () => {
  const [register, files, life, ...rest] = await guide.blocks('guides/mobile-apps.md', 'sh');
  expect(rest).toEqual([]);
  const { shell } = guide;
  await shell.run(`ISSUER=${guide.origin}`);
  expect(await shell.run(register ?? '')).toContain('shop-app');
  const told = await shell.run(files ?? '');
  expect(told).toContain('"apps":["A1B2C3D4E5.com.example.shop"]');
  expect(told).toContain('"package_name":"com.example.shop","sha256_cert_fingerprints":["14:6D:');
  expect(await shell.run(life ?? '')).toContain('session.appSeconds');
});

it('a single-page application is registered with bound tokens by the commands of its page', {
  timeout: 300_000,
}, async () => {
  const [register, ...rest] = await guide.blocks('guides/single-page-applications.md', 'sh');
  expect(rest).toEqual([]);
  await guide.shell.run(`ISSUER=${guide.origin}`);
  expect(await guide.shell.run(register ?? '')).toContain('reading-room');
});
