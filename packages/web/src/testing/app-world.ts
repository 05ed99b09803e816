/** The built app in a real Chromium, under the server's policy, over an API that answers from a table. Tests only: nothing of it ships. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mailFramePolicy } from '@mailroom/ui/mail-frame/build.ts';
import { type Browser, chromium, type Page } from 'playwright-core';

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Answers by `METHOD path`; a function sees the request's body and may take its time. A status of 400 or more is told with `status`. */
export type Answers = Record<string, unknown | ((body: unknown, url: URL) => unknown)>;

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  idempotencyKey: string | null;
}

export interface AppWorld {
  origin: string;
  /** Where the built app lies. */
  directory: string;
  asked: Asked[];
  answers: Answers;
  open(options?: { scheme?: 'light' | 'dark'; locale?: string; phone?: boolean }): Promise<Page>;
  close(): Promise<void>;
}

export class Refusal {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

export async function startAppWorld(): Promise<AppWorld> {
  // A copy: what is built anew meanwhile would take the files from under the pages.
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-web-'));
  await cp(fileURLToPath(new URL('../../dist', import.meta.url)), directory, { recursive: true });
  const frame = JSON.parse(await readFile(join(directory, 'mail-frame.json'), 'utf8')) as { sha256: string };
  const asked: Asked[] = [];
  const world: Pick<AppWorld, 'answers'> = { answers: {} };
  let origin = '';

  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://app');
    const path = url.pathname;
    if (path.startsWith('/api/')) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? null : JSON.parse(text);
      const method = request.method ?? 'GET';
      if (path === '/api/v1/live') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': open\n\n');
        return;
      }
      const key = request.headers['idempotency-key'];
      asked.push({ method, path, body, idempotencyKey: typeof key === 'string' ? key : null });
      const found = world.answers[`${method} ${path}`];
      const answer: unknown = typeof found === 'function' ? await found(body, url) : found;
      const refusal = answer instanceof Refusal ? answer : answer === undefined ? new Refusal(404, {}) : null;
      response.writeHead(refusal?.status ?? (answer === null ? 204 : 200), {
        'content-type': 'application/json',
      });
      response.end(answer === null ? undefined : JSON.stringify(refusal?.body ?? answer));
      return;
    }
    if (path === '/mail-frame') {
      response.setHeader('content-security-policy', mailFramePolicy(frame.sha256, origin));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(await readFile(join(directory, 'mail-frame.html')));
      return;
    }
    const type = types[extname(path)];
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', type ?? 'text/html; charset=utf-8');
    response.end(await readFile(join(directory, type ? path : 'index.html')).catch(() => ''));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });

  return Object.assign(world, {
    origin,
    directory,
    asked,
    async open({ scheme = 'light', locale = 'en-GB', phone = false } = {}) {
      const context = await browser.newContext({
        viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
        colorScheme: scheme,
        locale,
        hasTouch: phone,
        isMobile: phone,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(directory, { recursive: true, force: true });
    },
  } satisfies Omit<AppWorld, 'answers'>);
}
