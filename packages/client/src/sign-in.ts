import { failureOf, noAnswer } from './answer.ts';
import type { ClientOptions } from './call.ts';

/** Where people's sign-in lives; the answers there are better-auth's, not of Mailroom's contract. */
const authPath = '/api/auth';

async function post(path: string, body: unknown, options: ClientOptions): Promise<Response> {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  return send(`${options.baseUrl ?? ''}${authPath}${path}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
  }).catch((thrown: unknown) => {
    throw noAnswer(thrown);
  });
}

/**
 * Signs in and lets the browser keep the session cookie. Where the person has a second factor the cookie is that of a half sign-in, which
 * the routes of the contract complete. Throws a `Failure`: `not-signed-in` for a wrong address or password.
 */
export async function signIn(
  credentials: { email: string; password: string },
  options: ClientOptions = {},
): Promise<{ secondFactor: boolean }> {
  const response = await post('/sign-in/email', credentials, options);
  if (!response.ok) throw await failureOf(response);
  return { secondFactor: response.status === 200 };
}

/** Ends the session of this browser. */
export async function signOut(options: ClientOptions = {}): Promise<void> {
  const response = await post('/sign-out', {}, options);
  if (!response.ok) throw await failureOf(response);
}
