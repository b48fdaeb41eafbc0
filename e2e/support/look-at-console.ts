/** Looks at a page of the console as its people would: on a phone, a tablet and a desk, in light and dark. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findingsOf, overflow, tooSmallTargets } from './look-at.ts';
import { keepPicture } from './picture.ts';

const widths = [1440, 768, 390] as const;

/** `name` becomes the name of the pictures. */
export async function lookAtConsole(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    expect(await overflow(page), `${name} at ${width} pixels`).toEqual([]);
    expect(await scrolledSideways(page), `${name} at ${width} pixels`).toEqual([]);
    if (width === 390) expect(await tooSmallTargets(page), `${name}: too small to touch`).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      await keepPicture(page, `console-${name}.${width}.${colorScheme}`);
      // What is new in the dark is colour.
      const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;
      expect(await findingsOf(page, rules), `${name} at ${width} pixels in ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Parts that have to be scrolled sideways to be seen whole; a row of tabs may be. */
function scrolledSideways(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('main *')]
    .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.getAttribute('role') !== 'tablist')
    .filter((part) => ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
    .filter((part) => !['TEXTAREA', 'INPUT', 'SELECT'].includes(part.tagName))
    .map((part) => 'scrolls sideways: ' + part.outerHTML.slice(0, 160))`);
}
