/** The page on text messages says what works: its commands are run, in order, against a server of their own. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Guide, openGuide } from '../../../test/guide.ts';

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});
afterAll(() => guide.close());

it('text messages are set up by the commands of their page', { timeout: 300_000 }, async () => {
  const [twilio, vonage, webhook, budget, use, alone, figures, ...rest] = await guide.blocks('guides/sms.md', 'sh');
  expect(rest).toEqual([]);
  const { shell, folder } = guide;
  // What Vonage hands out with an application.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(join(folder, 'private.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(await shell.run(twilio ?? '')).toContain('by twilio');
  expect(await shell.run(vonage ?? '')).toContain('by vonage');
  expect(await shell.run(webhook ?? '')).toContain('by webhook');
  await shell.run('unset SMS_URL');
  expect(await shell.run(budget ?? '')).toContain('Changed identifiers.defaultCountry, sms.prices');
  expect(await shell.run(use ?? '')).toContain('Changed identifiers.phone, signIn.methods.smsCode.');
  expect(await shell.run(alone ?? '')).toContain('Changed signIn.methods.smsCode, registration.numberAlone');
  const [said, json] = (await shell.run(figures ?? '')).split('\n{');
  expect(said).toContain('The last 30 days: 0 text messages, 0 codes entered, 0.00 EUR.');
  expect(said).toContain('Today: 0 of 200, 0.00 EUR of 20.00 EUR.');
  expect(JSON.parse(`{${json}`)).toMatchObject({ currency: 'EUR', countries: [], total: { sent: 0, cost: 0 } });
});
