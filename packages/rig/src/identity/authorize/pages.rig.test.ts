import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callback, type PracticeWorld, practiceWorld } from '../testing/practice-world.ts';
import { formsOf, messageOf } from '../walk/forms.ts';
import { SignInStuck, walkSignIn } from '../walk/sign-in.ts';

let world: PracticeWorld;
let browser: ReturnType<typeof browse>;

beforeEach(async () => {
  world = await practiceWorld();
  browser = browse();
});
afterEach(() => world.server.close());

/** A browser that follows redirects within the server and remembers where it is. */
function browse() {
  const cookies = new Map<string, string>();
  let [address, html] = ['', ''];
  const go = async (url: string, form?: URLSearchParams): Promise<void> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const method = form === undefined ? 'GET' : 'POST';
    const response = await fetch(url, { method, body: form, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    address = location === null ? url : new URL(location, url).href;
    html = await response.text();
    if (location !== null && address.startsWith(world.server.origin)) await go(address);
  };
  /** Sends the form that has the button, with the fields given. */
  const submit = (
    fields: Readonly<Record<string, string>>,
    button?: readonly [name: string, value: string],
  ) => {
    const form = formsOf(html, address).find(({ buttons }) =>
      buttons.some(({ name, value }) => button === undefined || (name === button[0] && value === button[1])),
    );
    const values = new URLSearchParams(
      form?.inputs.map(({ name, value }): [string, string] => [name, value]),
    );
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    if (button !== undefined) values.set(...button);
    return go(form?.action ?? '', values);
  };
  /** Sends the hidden fields of the page with others made up by hand. */
  const forge = (fields: Readonly<Record<string, string>>) => {
    const [form] = formsOf(html, address);
    const values = new URLSearchParams(
      form?.inputs.map(({ name, value }): [string, string] => [name, value]),
    );
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    return go(form?.action ?? '', values);
  };
  return {
    go,
    submit,
    forge,
    cookies,
    page: () => /data-page="([^"]*)"/.exec(html)?.[1],
    html: () => html,
    address: () => address,
    message: () => messageOf(html),
  };
}

test('a person walks from the user name over the password and the consent back to the application', async () => {
  await browser.go(world.authorizeUrl());
  expect(browser.page()).toBe('username');
  expect(browser.html()).toContain('Practice sign-in — not Microsoft');
  await browser.submit({ loginfmt: 'Ada@Heron.example' });
  expect(browser.page()).toBe('password');
  await browser.submit({ passwd: world.ada.password });
  expect(browser.page()).toBe('consent');
  expect(browser.html()).toContain('Read and change mail through IMAP');
  expect(browser.html()).toContain('Send mail as you');
  await browser.submit({}, ['consent', 'accept']);
  expect(browser.address().startsWith(`${callback}?code=`)).toBe(true);
  expect(new URL(browser.address()).searchParams.get('state')).toBe('of this browser');
});

test('the second time the signed-in person goes straight through', async () => {
  await world.signIn({}, { cookies: browser.cookies });
  await browser.go(world.authorizeUrl());
  expect(browser.address().startsWith(callback)).toBe(true);
});

test('an unknown name and a wrong password are told on the page, which asks again', async () => {
  await browser.go(world.authorizeUrl());
  await browser.submit({ loginfmt: 'nobody@heron.example' });
  expect(browser.page()).toBe('username');
  expect(browser.message()).toContain("no account 'nobody@heron.example'");
  await browser.submit({ loginfmt: 'ada.lindqvist@heron.example' });
  await browser.submit({ passwd: 'wrong' });
  expect(browser.page()).toBe('password');
  expect(browser.message()).toContain('wrong');
  await browser.submit({ passwd: world.ada.password });
  expect(browser.page()).toBe('consent');
});

test('login_hint leads to the password; another account may still be chosen', async () => {
  await browser.go(world.authorizeUrl({ login_hint: 'ada@heron.example' }));
  expect(browser.page()).toBe('password');
  await browser.submit({}, ['account', 'other']);
  expect(browser.page()).toBe('username');
  await browser.submit({ loginfmt: 'bruno@heron.example' });
  await browser.submit({ passwd: world.bruno.password });
  expect(browser.html()).toContain('bruno@heron.example');
});

test('prompt=login asks for the password of a person who is signed in, prompt=consent for consent once more', async () => {
  await world.signIn({}, { cookies: browser.cookies });
  await browser.go(world.authorizeUrl({ prompt: 'login', login_hint: 'ada@heron.example' }));
  expect(browser.page()).toBe('password');
  await browser.go(world.authorizeUrl({ prompt: 'consent' }));
  expect(browser.page()).toBe('consent');
});

describe('the account picker', () => {
  beforeEach(async () => {
    await world.signIn({}, { cookies: browser.cookies });
    await world.signIn({ prompt: 'select_account' }, { cookies: browser.cookies, person: world.stranger });
  });

  test('opens when several people are signed in, and a choice needs no password', async () => {
    await browser.go(world.authorizeUrl());
    expect(browser.page()).toBe('account');
    await browser.submit({}, ['account', world.ada.id]);
    expect(browser.address().startsWith(callback)).toBe(true);
  });

  test('offers only accounts that endpoint and domain_hint let in', async () => {
    await browser.go(world.authorizeUrl({ prompt: 'select_account', domain_hint: 'otter.example' }));
    expect(browser.html()).toContain('chen@otter.example');
    expect(browser.html()).not.toContain('ada@heron.example');
    await browser.go(world.authorizeUrl({ prompt: 'select_account' }, world.heron.id));
    expect(browser.html()).toContain('ada@heron.example');
    expect(browser.html()).not.toContain('chen@otter.example');
  });

  test('does not let somebody in who is not signed in here', async () => {
    await browser.go(world.authorizeUrl());
    await browser.forge({ account: world.bruno.id });
    expect(browser.page()).toBe('account');
  });

  test('is empty again after logout', async () => {
    await browser.go(`${world.server.origin}/common/oauth2/v2.0/logout?logout_hint=ada@heron.example`);
    expect(browser.page()).toBe('signed-out');
    await browser.go(world.authorizeUrl({ prompt: 'select_account' }));
    expect(browser.html()).not.toContain('ada@heron.example');
    const back = new URLSearchParams({ post_logout_redirect_uri: callback });
    await browser.go(`${world.server.origin}/common/oauth2/v2.0/logout?${back}`);
    expect(browser.address()).toBe(callback);
    await browser.go(world.authorizeUrl({ prompt: 'select_account' }));
    expect(browser.page()).toBe('username');
  });

  test('logout does not redirect to an address nobody registered', async () => {
    await browser.go(
      `${world.server.origin}/common/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example/`,
    );
    expect(browser.page()).toBe('signed-out');
  });
});

describe('a form is taken only from the browser, the page and the person it was made for', () => {
  test('without the canary, or from another browser: 165000', async () => {
    await browser.go(world.authorizeUrl());
    await browser.submit({ canary: 'guessed', loginfmt: 'ada@heron.example' });
    expect(browser.page()).toBe('refused');
    expect(browser.message()).toContain('AADSTS165000');
    await browser.go(world.authorizeUrl());
    const victim = browser.address();
    const thief = browse();
    await thief.go(victim);
    expect(thief.message()).toContain('AADSTS165000');
    await thief.go(world.authorizeUrl());
    expect(thief.page()).toBe('username');
    await thief.go(victim);
    expect(thief.message()).toContain('AADSTS165000');
  });

  test('a finished sign-in gives no second code', async () => {
    await browser.go(world.authorizeUrl());
    const page = browser.address();
    await browser.submit({ loginfmt: 'ada@heron.example' });
    await browser.submit({ passwd: world.ada.password });
    await browser.submit({}, ['consent', 'accept']);
    await browser.go(page);
    expect(browser.message()).toContain('AADSTS165000');
  });

  test('consent cannot be posted where an administrator has to approve', async () => {
    world.server.requireAdminConsent(world.heron);
    await browser.go(world.authorizeUrl());
    await browser.submit({ loginfmt: 'ada@heron.example' });
    await browser.submit({ passwd: world.ada.password });
    expect(browser.page()).toBe('admin-approval');
    await browser.forge({ step: 'consent', consent: 'accept' });
    expect(browser.address().startsWith(callback)).toBe(false);
    await browser.go(world.authorizeUrl());
    expect(browser.page()).toBe('admin-approval');
  });
});

test('what comes in a request is text on the page, never markup', async () => {
  await browser.go(world.authorizeUrl({ login_hint: '"><script>alert(1)</script>' }));
  expect(browser.page()).toBe('username');
  expect(browser.html()).not.toContain('<script');
  await browser.go(world.authorizeUrl({ redirect_uri: 'https://evil.example/<img src=x>' }));
  expect(browser.message()).toContain('<img src=x>');
  expect(browser.html()).not.toContain('<img');
});

test('pages forbid scripts, framing, caching and the referrer', async () => {
  const response = await fetch(world.authorizeUrl());
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; /,
  );
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
  await fetch(world.authorizeUrl(), { redirect: 'manual' }).then((redirected) => {
    expect(redirected.headers.get('set-cookie')).toMatch(
      /^practice_sign_in_\d+=.+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });
});

describe('consent by an administrator', () => {
  const address = (tenant: string, scope = 'https://outlook.office.com/IMAP.AccessAsUser.All openid') =>
    `${world.server.origin}/${tenant}/v2.0/adminconsent?${new URLSearchParams({
      client_id: world.app.clientId,
      redirect_uri: callback,
      state: 'asked by Bruno',
      scope,
    })}`;

  test('covers everybody in the organisation and is told to the application', async () => {
    world.server.requireAdminConsent(world.heron);
    const landed = new URL(
      await walkSignIn({
        authorizeUrl: address('organizations'),
        userName: 'bruno@heron.example',
        password: world.bruno.password,
        consent: 'accept',
      }),
    );
    expect(Object.fromEntries(landed.searchParams)).toEqual({
      admin_consent: 'True',
      tenant: world.heron.id,
      scope: 'https://outlook.office.com/IMAP.AccessAsUser.All openid',
      state: 'asked by Bruno',
    });
    const scope = 'openid https://outlook.office.com/IMAP.AccessAsUser.All';
    expect((await world.signIn({ scope })).get('code')).not.toBeNull();
  });

  test('can be cancelled, and nobody but an administrator can give it', async () => {
    const walk = (userName: string, password: string, consent: 'accept' | 'cancel') =>
      walkSignIn({ authorizeUrl: address('heron.example'), userName, password, consent });
    const cancelled = new URL(await walk('bruno@heron.example', world.bruno.password, 'cancel')).searchParams;
    expect(Object.fromEntries(cancelled)).toMatchObject({
      admin_consent: 'True',
      error: 'consent_required',
      error_description: expect.stringMatching(/^AADSTS65004: /),
      state: 'asked by Bruno',
    });
    const refused = new URL(await walk('ada@heron.example', world.ada.password, 'accept')).searchParams;
    expect(refused.get('error_description')).toContain('AADSTS90094');
  });

  test('needs a directory: /common is refused', async () => {
    await browser.go(address('common'));
    expect(browser.message()).toContain('AADSTS90023');
  });
});

describe('the walker', () => {
  test('takes another account where the application hints at somebody else', async () => {
    await world.signIn(
      { login_hint: 'ada@heron.example' },
      { person: world.stranger, cookies: browser.cookies },
    );
    await browser.go(world.authorizeUrl({ prompt: 'select_account' }));
    expect(browser.html()).toContain('chen@otter.example');
    expect(browser.html()).not.toContain('ada@heron.example');
  });

  test('picks the account of its person among those signed in', async () => {
    await world.signIn({}, { cookies: browser.cookies });
    await world.signIn({ prompt: 'select_account' }, { person: world.stranger, cookies: browser.cookies });
    const landed = await world.signIn(
      {},
      { person: world.ada, password: 'not needed', cookies: browser.cookies },
    );
    expect(landed.get('code')).not.toBeNull();
  });

  test('says what the page said when it is stuck', async () => {
    await expect(world.signIn({}, { password: 'wrong' })).rejects.toThrow(
      new SignInStuck('The user name or the password is wrong.'),
    );
    await expect(world.signIn({ client_id: world.heron.id })).rejects.toThrow(/^AADSTS700016: /);
  });
});
