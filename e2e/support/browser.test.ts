/** What every journey takes for granted about its browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, viewports } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

test('letters of every script that our pages use are drawn on a machine without fonts', async () => {
  const page = await browser.newPage({ viewport: viewports.phone });
  const scripts = ['Aa', 'äöüß', 'Ωλ', 'Яж', 'שלום', 'مرحبا', '•✓→'];
  const inkOf = (text: string) => `(() => {
    const brush = document.createElement('canvas').getContext('2d');
    brush.font = '32px system-ui';
    brush.fillText(${JSON.stringify(text)}, 10, 60);
    return brush.getImageData(0, 0, 200, 100).data.filter((value, index) => index % 4 === 3 && value > 128).length;
  })()`;
  for (const text of scripts) expect(await page.evaluate(inkOf(text)), text).toBeGreaterThan(20);
  await page.close();
});

test('scripts can be switched off', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.setContent('<title>before</title><script>document.title = "after"</script>');
  expect(await page.title()).toBe('before');
  await context.close();
});

test('two processes that look for the browser at once find the same one, and leave nothing half unpacked', async () => {
  const script =
    "import('./e2e/support/chromium.ts').then(async (m) => console.log((await m.findChromium()).executablePath))";
  const find = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = await once(child.stdout, 'data');
    return String(text).trim();
  };
  const [first, second] = await Promise.all([find(), find()]);
  expect(first).toBe(second);
  expect(readdirSync('.cache').filter((name) => name.includes('unpacking'))).toEqual([]);
});
