/** Looks at a page of the console as its people would: on a phone, a tablet and a desk, in light and dark. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findingsOf, overflow, tooSmallTargets } from './look-at.ts';
import { areWanted, keepPicture } from './picture.ts';

const widths = [1440, 768, 390] as const;

/**
 * `name` becomes the name of the pictures. What words need room for is looked at in every language; names, roles and
 * colours are the same in all of them, so another than English may leave them out (`wordsOnly`).
 */
export async function lookAtConsole(page: Page, name: string, { wordsOnly = false } = {}): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    expect(await overflow(page), `${name} at ${width} pixels`).toEqual([]);
    expect(await scrolledSideways(page), `${name} at ${width} pixels`).toEqual([]);
    if (width === 390) expect(await tooSmallTargets(page), `${name}: too small to touch`).toEqual([]);
    if (wordsOnly) continue;
    await keepPicture(page, `console-${name}.${width}.light`);
    // A tablet shows what a desk does, with less room; its navigation is looked at once (`console-sweep`).
    if (width !== 768) expect(await findingsOf(page), `${name} at ${width} pixels in light`).toEqual([]);
    if (width !== 1440 && !areWanted) continue;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    await keepPicture(page, `console-${name}.${width}.dark`);
    // What is new in the dark is colour, and a desk shows every part at once.
    const colours = ['color-contrast', 'link-in-text-block'];
    if (width === 1440) expect(await findingsOf(page, colours), `${name} in dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html[data-mantine-color-scheme=light]').waitFor();
  }
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
