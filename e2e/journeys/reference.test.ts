/** The reference of the API, looked at from all sides: it is a page like any other, and works without a script. */
import { expect, test } from 'vitest';
import { lookAt } from '../support/look-at.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

test('the reference of the API can be read on every screen and by everybody', async () => {
  const developer = await stage.person({ language: 'en' });
  await developer.open('/api/docs');
  await developer.page.click('a[href="#beginFlow"]');
  expect(await developer.page.locator('#beginFlow').isVisible()).toBe(true);
  await lookAt(developer.page, 'api-reference', { dark: true });
});
