import { type Control, formsOf, messageOf, type PageForm } from './forms.ts';

export interface WalkOptions {
  /** Where the application sends the browser. */
  readonly authorizeUrl: string;
  readonly userName: string;
  readonly password: string;
  /** What to press on the consent page. */
  readonly consent: 'accept' | 'cancel';
  /** Values of boxes to untick on the consent page. */
  readonly untick?: readonly string[];
  readonly fetch?: typeof fetch;
  /** Cookies by name; hand the same map to several walks to be the same browser. */
  readonly cookies?: Map<string, string>;
}

/** The pages lead nowhere: wrong password, unknown name, or a refusal without a way back to the application. */
export class SignInStuck extends Error {
  override readonly name = 'SignInStuck';
}

/** More pages than any sign-in has. */
const MOST_STEPS = 20;

/**
 * Walks the sign-in pages over HTTP as a person without script does: reads the forms, fills them in, follows redirects
 * within the server.
 * @returns the address of the application to which the server finally sends the browser, not yet called; a refusal
 *   (`error=`) is such an address too
 * @throws SignInStuck with what the page says
 */
export async function walkSignIn(options: WalkOptions): Promise<string> {
  const cookies = options.cookies ?? new Map<string, string>();
  const call = options.fetch ?? fetch;
  const origin = new URL(options.authorizeUrl).origin;
  const answered = new Set<string>();
  let address = options.authorizeUrl;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MOST_STEPS; step++) {
    const response = await call(address, {
      method: form === undefined ? 'GET' : 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    keepCookies(cookies, response);
    const text = await response.text();
    const location = response.headers.get('location');
    if (location !== null) {
      address = new URL(location, address).href;
      form = undefined;
      if (new URL(address).origin !== origin) return address;
      continue;
    }
    const next = fillIn(formsOf(text, address), options, answered.has('username'));
    if (next === undefined || answered.has(next.page)) {
      throw new SignInStuck(messageOf(text) ?? `No way on from ${address}`);
    }
    if (next.values.get('account') === null) answered.add(next.page);
    address = next.action;
    form = next.values;
  }
  throw new SignInStuck(`No end after ${MOST_STEPS} steps.`);
}

interface FilledIn {
  readonly page: string;
  readonly action: string;
  readonly values: URLSearchParams;
}

/**
 * The first form of the page with its fields filled in and a button pressed. On a password page for somebody else (the
 * application gave a `login_hint`) that is the form that leads to another account.
 */
function fillIn(forms: readonly PageForm[], options: WalkOptions, nameGiven: boolean): FilledIn | undefined {
  const somebodyElse = forms[0]?.inputs.find(
    ({ name, type, value }) => name === 'loginfmt' && type === 'hidden' && !same(value, options.userName),
  );
  const form =
    somebodyElse === undefined || nameGiven
      ? forms[0]
      : forms.find(({ buttons }) =>
          buttons.some(({ name, value }) => name === 'account' && value === 'other'),
        );
  if (form === undefined) return undefined;
  const values = new URLSearchParams();
  for (const { name, value, type } of form.inputs) {
    if (type === 'checkbox') {
      if (!options.untick?.includes(value)) values.append(name, value);
      continue;
    }
    values.set(name, type === 'hidden' ? value : name === 'passwd' ? options.password : options.userName);
  }
  const pressed = press(form.buttons, options);
  if (pressed === undefined) return undefined;
  if (pressed.name !== '') values.set(pressed.name, pressed.value);
  return { page: values.get('step') ?? '', action: form.action, values };
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Consent as asked; the person's own tile among accounts; otherwise the way back to the application, or the one button. */
function press(buttons: readonly Control[], { consent, userName }: WalkOptions): Control | undefined {
  const accounts = buttons.filter(({ name }) => name === 'account');
  return (
    buttons.find(({ name, value }) => name === 'consent' && value === consent) ??
    buttons.find(({ name }) => name === 'return') ??
    accounts.find(({ text }) => text.toLowerCase().includes(userName.toLowerCase())) ??
    accounts.find(({ value }) => value === 'other') ??
    buttons[0]
  );
}

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split('=', 2);
    cookies.set(name, value);
  }
}
