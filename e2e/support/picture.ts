/** Pictures of pages for the eye: kept in e2e/artifacts when PICTURES is set, because drawing them takes its time. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));
/** Whether somebody wants to see them. */
export const areWanted = process.env['PICTURES'] !== undefined;
const mostPixels = 15_000;

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!areWanted) return;
  mkdirSync(artifacts, { recursive: true });
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  // A picture of a page as long as a book takes longer than anybody looks at it.
  await page.screenshot({ path: `${artifacts}${name}.png`, fullPage: height < mostPixels });
}
