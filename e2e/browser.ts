import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** Milliseconds a state may take to come before the story has failed. */
export const patience = 20_000;

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium; as root it has no sandbox to offer. */
export function launchBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: asRoot ? [...quiet, '--no-sandbox'] : quiet,
  });
}

/** A person at a screen of their own: one page, its cookies, and what went wrong behind it. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses off this machine that a page asked for; none was let through. */
  readonly strangers: readonly string[];
  /** Exceptions nobody caught, and violations of the pages' own policy. */
  readonly complaints: readonly string[];
}

/** Chromium's words for a violated Content-Security-Policy. */
const violation = /Content Security Policy/i;

export async function openVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(patience);
  const strangers: string[] = [];
  const complaints: string[] = [];
  await context.route(
    ({ hostname }) => hostname !== 'localhost',
    (route) => {
      strangers.push(route.request().url());
      return route.abort();
    },
  );
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (violation.test(message.text())) complaints.push(message.text());
  });
  return { page: await context.newPage(), context, strangers, complaints };
}
