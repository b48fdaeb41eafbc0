/** The types of the clients are those of the document that the server serves. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generatedFiles } from '../../../tools/sdk/generated-files.ts';
import { startTestHouse, type TestHouse } from '../../server/test/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

it('src/generated is current (npm run generate -w packages/sdk)', async () => {
  const document = (await house.visitor().request('/api/openapi.json')).body;
  for (const [name, text] of Object.entries(await generatedFiles(document)))
    expect(readFileSync(new URL(`generated/${name}`, import.meta.url), 'utf8') === text, name).toBe(true);
});
