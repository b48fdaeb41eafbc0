/**
 * A person with a browser of their own: cookies, language, screen and network address. Whatever their pages complain
 * about, and every request that leaves the origin, is collected and must be nothing when the journey ends.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { viewports } from './browser.ts';
import type { Server } from './server.ts';

export type Language = 'en' | 'de' | 'ar-XB';

export type PersonOptions = {
  readonly screen?: keyof typeof viewports;
  readonly language?: Language;
  readonly script?: boolean;
  readonly userAgent?: string;
  /** Device pixels for each pixel of the page. */
  readonly density?: number;
  /** Null: of this machine. A header that says otherwise would travel with calls to other origins, too. */
  readonly address?: string | null;
  /** Origins of applications, where this person has business too. */
  readonly visits?: readonly string[];
};

export type Person = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly origin: string;
  readonly complaints: readonly string[];
  /** Opens an address of the server. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
};

let people = 0;

/** An address that no other person of this run has. */
export function freshEmail(): string {
  return `maria.lindqvist.${process.pid}.${++people}@example.com`;
}

export async function meetPerson(
  browser: Browser,
  server: Pick<Server, 'origin'>,
  options: PersonOptions = {},
): Promise<Person> {
  const { screen = 'desktop', language = 'en', script = true, userAgent, density = 1, visits = [] } = options;
  people += 1;
  const { origin } = server;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: viewports[screen],
    deviceScaleFactor: density,
    javaScriptEnabled: script,
    // A browser cannot be set to the pseudo-locale; it is asked for by its address, and then remembered.
    locale: language === 'ar-XB' ? 'en' : language,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...(options.address === null
      ? {}
      : { extraHTTPHeaders: { 'x-forwarded-for': options.address ?? `10.1.${people >> 8}.${people & 255}` } }),
    ...(userAgent === undefined ? {} : { userAgent }),
  });
  context.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  context.on('request', (request) => {
    if (![origin, ...visits].includes(new URL(request.url()).origin))
      complaints.push(`left the origin for ${request.url()}`);
  });
  context.on('weberror', (failed) => {
    complaints.push(`script failed: ${failed.error().message}`);
  });
  context.on('console', (message) => {
    // Chromium reports each page that was answered with a refusal; the page itself is what the person sees.
    const isRefusedPage =
      message.text().startsWith('Failed to load resource') && !message.location().url.includes('/assets/');
    if (['error', 'warning'].includes(message.type()) && !isRefusedPage)
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  const page = await context.newPage();
  let languageAsked = language !== 'ar-XB';
  return {
    context,
    page,
    origin,
    complaints,
    async open(path) {
      const url = new URL(path, origin);
      if (!languageAsked) url.searchParams.set('ui_locales', language);
      languageAsked = true;
      await page.goto(url.href);
    },
    close: () => context.close(),
  };
}
