import type { Page } from 'playwright-core';

export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** Asks the API what a script of the page could: as the person who is signed in there. For setting a scene, not for acting it. */
export function ask(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async (request) => {
      const response = await fetch(request.path, {
        method: request.method,
        ...(request.body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(request.body) }),
      });
      const text = await response.text();
      return { status: response.status, json: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    { method, path, body },
  );
}
