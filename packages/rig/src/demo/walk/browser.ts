import { WalkFailed } from './walk-failed.ts';

/** Speaks HTTP to the server as one person's browser does: with cookies, and without following redirects. */
export interface Browser {
  /** GETs JSON. @throws WalkFailed with the server's answer when it is not a success. */
  read<T>(path: string): Promise<T>;
  /** POSTs JSON and reads the answer; undefined for an empty one. @throws WalkFailed likewise. */
  post<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<T>;
  /** GETs an answer that goes on, such as the live stream. @throws WalkFailed when it is not a success. */
  open(path: string): Promise<ReadableStream<Uint8Array>>;
  /** Goes to an address and says where it redirects to. @throws WalkFailed when it does not. */
  follow(address: string): Promise<string>;
}

export function openBrowser(server: string): Browser {
  const cookies = new Map<string, string>();

  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('origin', server);
    const response = await fetch(new URL(path, server), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const pair = cookie.split(';', 1)[0] ?? '';
      const equals = pair.indexOf('=');
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  };

  const answer = async <T>(response: Response, asked: string): Promise<T> => {
    const text = await response.text();
    if (!response.ok) throw new WalkFailed(`${asked} was answered ${response.status}: ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };

  return {
    read: async (path) => answer(await send(path), `GET ${path}`),
    post: async (path, body, headers = {}) => {
      const json = { 'content-type': 'application/json', ...headers };
      return answer(
        await send(path, { method: 'POST', body: JSON.stringify(body), headers: json }),
        `POST ${path}`,
      );
    },
    async open(path) {
      const response = await send(path);
      if (!response.ok || response.body === null) {
        throw new WalkFailed(`GET ${path} was answered ${response.status}`);
      }
      return response.body;
    },
    async follow(address) {
      const response = await send(address);
      const location = response.headers.get('location');
      if (location === null) {
        throw new WalkFailed(
          `${new URL(address, server).pathname} answered ${response.status} and led nowhere`,
        );
      }
      return new URL(location, server).href;
    },
  };
}
