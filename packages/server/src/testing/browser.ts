/** What a browser does, for tests: keeps cookies, says where a request comes from, follows no redirection by itself. */

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined when it is not. */
  json: unknown;
}

export interface Ask {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Hangs up. */
  signal?: AbortSignal;
}

export class Browser {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();
  /** Every answer's headers and body, for what must never appear in one. */
  readonly seen: string[] = [];

  constructor(address: string) {
    this.#address = address;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** A second browser that stole, or was given, this one's cookies. */
  copy(): Browser {
    const copy = new Browser(this.#address);
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }

  request(path: string, { method = 'GET', body, headers = {}, signal }: Ask = {}): Promise<Response> {
    return fetch(`${this.#address}${path}`, {
      method,
      redirect: 'manual',
      ...(signal ? { signal } : {}),
      headers: {
        ...(this.#cookies.size > 0 ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { origin: this.#address, 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async ask(path: string, options: Ask = {}): Promise<Answer> {
    const response = await this.request(path, options);
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const text = await response.text();
    this.seen.push(JSON.stringify([...response.headers].filter(([name]) => name !== 'set-cookie')), text);
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';', 1);
    const equals = pair.indexOf('=');
    if (/max-age=0/i.test(cookie)) this.#cookies.delete(pair.slice(0, equals));
    else this.#cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
