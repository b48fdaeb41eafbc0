/**
 * Looks at a page as many people would: on a phone and a desk, at 320 pixels, at 200 % zoom and with letters twice the
 * size, in light and dark, and as assistive technology meets it. Keeps a picture of each for the eye, where that is wanted (picture.ts).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { viewports } from './browser.ts';
import { keepPicture } from './picture.ts';

/** Half of a desk's width is what 200 % zoom leaves. */
const narrow = { small: { width: 320, height: 640 }, zoomed: { width: 640, height: 400 } } as const;

/**
 * `name` becomes the name of the pictures. What words need room for is looked at in every language. Names, roles and
 * colours are the same in all of them: those are looked at in one, in light and dark.
 */
export async function lookAt(page: Page, name: string, options: { readonly dark: boolean }): Promise<void> {
  const picture = (screen: string) => keepPicture(page, `${name}.${screen}`);

  for (const [screen, size] of Object.entries({ ...narrow, ...viewports })) {
    await page.setViewportSize(size);
    expect(await overflow(page), `${name} at ${size.width} pixels`).toEqual([]);
    if (screen === 'phone') {
      expect(await tooSmallTargets(page), `${name}: too small to touch`).toEqual([]);
      await picture('phone');
    }
  }
  await largeLetters(page, async () => {
    expect(await overflow(page), `${name} with letters twice the size`).toEqual([]);
  });
  await picture('desktop');
  if (!options.dark) return;
  expect(await findingsOf(page), `${name} in light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('dark');
  expect(await findingsOf(page, ['color-contrast', 'link-in-text-block']), `${name} in dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

// The short form of what the package itself would hand to a page, twice for each look.
const door = fileURLToPath(import.meta.resolve('@axe-core/playwright'));
const axeSource = readFileSync(createRequire(door).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, in the words of a person who has to mend it; with rules, only those. */
export async function findingsOf(page: Page, rules?: string[]): Promise<string[]> {
  // A document keeps it until the next one is loaded.
  if (!(await page.evaluate<boolean>(`typeof window.axe === 'object'`))) await page.evaluate(axeSource);
  // Only what is wrong is worked out in full: a long page has thousands of things that are right.
  const axe = new AxeBuilder({ page, axeSource: 'true' })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .exclude('iframe');
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}

/**
 * What axe finds on a page whose browser runs no scripts. Axe is a script itself, so the same document is opened in a
 * browser that does, without the script that it names.
 */
export async function findingsWithoutScript(page: Page, inspector: Page): Promise<string[]> {
  const body = (await page.content()).replace(/<script[^>]*><\/script>/g, '');
  const place = new URL('/the-same-page', page.url()).href;
  await inspector.route(place, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  await inspector.goto(place);
  await inspector.unroute(place);
  return await findingsOf(inspector);
}

/** What sticks out sideways; a page that scrolls sideways is the page itself sticking out. */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > root.clientWidth + 1 || left < -1;
    });
    return ['the page scrolls sideways', ...wide.map((element) => element.outerHTML.slice(0, 120))];
  })()`);
}

/** Buttons, fields and links of their own line that a thumb would miss (WCAG 2.2, 2.5.8). */
export function tooSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, input:not([type=hidden]), a, summary')]
    .filter((element) => element.checkVisibility() && !element.classList.contains('skip'))
    .filter((element) => getComputedStyle(element).display !== 'inline')
    .filter((element) => { const { width, height } = element.getBoundingClientRect(); return width < 24 || height < 24; })
    .map((element) => element.outerHTML.slice(0, 120))`);
}

async function largeLetters(page: Page, look: () => Promise<void>): Promise<void> {
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
  await look();
  await page.evaluate(`document.documentElement.style.removeProperty('font-size')`);
}
