/** A real Chromium with a page that embeds the mail frame the way the app does, and an alarm on everything that leaves. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { buildMailFrame, mailFramePolicy } from '../build.ts';
import type { FrameReport, ShowMail } from '../protocol.ts';

/** Which of the frame's two locks are on. Each must hold by itself. */
export interface Locks {
  sanitiser: boolean;
  policy: boolean;
}

export interface Shown {
  reports: FrameReport[];
  frame: Frame;
}

export interface FrameWorld {
  page: Page;
  /** Every request that went, or tried to go, anywhere but the test's own server. */
  leaks: string[];
  /** Signs that sender code ran: messages, dialogs, navigation of the page, new windows. */
  alarms: string[];
  origin: string;
  show(html: string, order?: Partial<ShowMail>): Promise<Shown>;
  close(): Promise<void>;
}

/** The part of the app's own policy that matters here: a frame that leaves for another address is not followed. */
const pagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-src 'self'";

const sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';

const pageHtml = `<!doctype html><meta charset="utf-8"><title>page</title>
<style>body{margin:0;padding:40px;background:rgb(1,2,3)}iframe{display:block;width:600px;height:300px;border:0}</style>
<div id="place"></div><script src="/page.js"></script>`;

/** Embeds one frame per mail, keeps what it reports, and says when it was shown. */
const pageScript = `
window.reports = [];
window.strangers = [];
window.showMail = (order, sandbox) => new Promise((done) => {
  window.reports = [];
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', sandbox);
  frame.title = 'mail';
  window.onmessage = (event) => {
    if (event.source !== frame.contentWindow) { window.strangers.push(String(event.data)); return; }
    if (typeof event.data !== 'object') { window.strangers.push(String(event.data)); return; }
    window.reports.push(event.data);
    if (event.data.mailroom === 'ready') frame.contentWindow.postMessage(order, '*');
    if (event.data.mailroom === 'shown' || event.data.mailroom === 'failed') requestAnimationFrame(() => requestAnimationFrame(done));
  };
  frame.src = '/mail-frame';
  document.getElementById('place').replaceChildren(frame);
});`;

/** The frame without its sanitiser: inserts the mail as it came, scripts re-created so that they would run. */
const rawScript = `
const page = parent;
addEventListener('message', ({ data }) => {
  if (!data.html) return;
  const mail = document.createElement('div');
  document.body.append(mail);
  mail.setHTMLUnsafe ? mail.setHTMLUnsafe(data.html) : (mail.innerHTML = data.html);
  for (const old of mail.querySelectorAll('script')) {
    const script = document.createElement('script');
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
  page.postMessage({ mailroom: 'shown', blocked: 0, quoted: false, paper: false }, '*');
});
page.postMessage({ mailroom: 'ready' }, '*');`;

async function frameDocument({ sanitiser, policy }: Locks, origin: string) {
  if (sanitiser) {
    const { html, sha256 } = await buildMailFrame();
    return { html, header: policy ? mailFramePolicy(sha256, origin) : null };
  }
  const { createHash } = await import('node:crypto');
  const sha256 = createHash('sha256').update(rawScript).digest('base64');
  const html = `<!doctype html><meta charset="utf-8"><body><script>${rawScript}</script></body>`;
  return { html, header: policy ? mailFramePolicy(sha256, origin) : null };
}

export async function startFrameWorld(locks: Locks): Promise<FrameWorld> {
  let document = { html: '', header: null as string | null };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/mail-frame') {
      if (document.header) response.setHeader('content-security-policy', document.header);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(document.html);
    } else if (path === '/page.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(pageScript);
    } else if (path === '/') {
      response.setHeader('content-security-policy', pagePolicy);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(pageHtml);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  document = await frameDocument(locks, origin);

  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const context: BrowserContext = await browser.newContext({ viewport: { width: 900, height: 600 } });
  const leaks: string[] = [];
  const alarms: string[] = [];
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (url.startsWith(origin)) return route.continue();
    leaks.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    alarms.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => alarms.push(`popup ${popup.url()}`));
  await page.goto(`${origin}/`);
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) alarms.push(`page navigated to ${frame.url()}`);
  });

  return {
    page,
    leaks,
    alarms,
    origin,
    async show(html, order = {}) {
      const whole: ShowMail = {
        mailroom: 'show',
        html,
        inline: '/mail-inline/token/',
        scheme: 'light',
        unfolded: true,
        colours: { ink: '#111111', muted: '#555555', link: '#0000ee' },
        ...order,
      };
      await page.evaluate(
        ([sent, tokens]) => {
          const show = Reflect.get(window, 'showMail') as (order: unknown, sandbox: unknown) => Promise<void>;
          return show(sent, tokens);
        },
        [whole, sandbox] as const,
      );
      const strangers = await page.evaluate(() => Reflect.get(window, 'strangers') as string[]);
      alarms.push(...strangers.splice(0).map((text) => `message ${text}`));
      const reports = await page.evaluate(() => Reflect.get(window, 'reports') as FrameReport[]);
      const frame = page.mainFrame().childFrames()[0];
      if (!frame) throw new Error('The page has no mail frame');
      return { reports, frame };
    },
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}
