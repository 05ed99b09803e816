/** Addresses that open something by themselves: images in mail, invitations, and what another installation made of the same kind. */
import { z } from 'zod';
import { type Asking, shapeOf } from '../asking.ts';
import { accounts, mayRead, type PersonName, people } from '../statement.ts';
import { canary, contentIdOf } from '../world.ts';

const given = z.object({ inline: z.string() });

/** Where somebody's frame gets the images of a message from; undefined where they may not read it. */
export async function imagesOf(
  asking: Asking,
  person: PersonName,
  messageId: string,
): Promise<string | undefined> {
  const { json } = await asking.ask(person, { path: `/api/v1/messages/${messageId}/html` });
  return given.safeParse(json).data?.inline;
}

export function imagePath(inline: string, account: string): string {
  return `${inline}${encodeURIComponent(contentIdOf(canary(account, 'x1')))}`;
}

/** Each person's image address for each account's x1, tried with every account's image. */
export async function probeImages(asking: Asking): Promise<void> {
  const nobody = asking.world.server.browser();
  for (const person of people) {
    for (const account of accounts) {
      const inline = await imagesOf(asking, person, asking.world.accounts[account]?.messages.x1 ?? '');
      asking.compare(
        person,
        `address of images of ${account}`,
        inline !== undefined,
        mayRead(person, account, 'x1'),
      );
      if (inline === undefined) continue;
      for (const of of accounts) {
        const { status } = await asking.askIn(nobody, { path: imagePath(inline, of) });
        asking.compare(person, `image of ${of} at the address of ${account}`, status === 200, of === account);
      }
    }
  }
}

/** What opens something in one installation, in the other; both ways. */
export async function probeOtherInstallation(asking: Asking): Promise<void> {
  const { world } = asking;
  const { other, server, browsers, personIds, belongings } = world;
  const here = server.browser();
  const there = other.server.browser();
  const own = await imagesOf(asking, 'ada', world.accounts.ada1?.messages.x1 ?? '');

  const opens = async (what: string, browser: typeof here, path: string, headers = {}): Promise<void> => {
    const { status } = await asking.askIn(browser, { path, headers });
    if (status < 400) asking.leak('another installation', `${what} answered ${status}`);
  };
  await opens('an image’s address from there', here, other.image);
  await opens('an image’s address from here', there, imagePath(own ?? '', 'ada1'));
  await opens('a session from here', there, '/api/v1/me', { cookie: browsers.ada.cookie });
  for (const secret of belongings.ada.keys.values())
    await opens('a key from here', there, '/api/v1/me', { authorization: `Bearer ${secret}` });
  for (const person of people) {
    await opens('a picture from here', other.owner, belongings[person].picture);
  }

  const madeUp = 'x'.repeat(43);
  for (const [path, extra] of [
    ['/api/v1/invitation/read', {}],
    [
      '/api/v1/invitation/accept',
      { name: 'Mallory', email: 'mallory@example.com', password: 'a long password' },
    ],
    ['/api/v1/recovery/password', { password: 'a long password' }],
    [
      '/api/v1/setup/administrator',
      { name: 'Mallory', email: 'mallory@example.com', password: 'a long password' },
    ],
  ] as const) {
    for (const token of [other.invitationToken, other.server.setupToken]) {
      const tell = (told: string) =>
        asking.askIn(here, { path, method: 'POST', body: { token: told, ...extra } });
      const answer = await tell(token);
      if (shapeOf(answer) !== shapeOf(await tell(madeUp))) asking.leak('another installation', path, answer);
    }
  }

  // Its administrator has every right there, and none to anybody here.
  for (const person of people) {
    const { sessionId, passkeyId, keyId } = belongings[person];
    for (const [method, path] of [
      ['DELETE', `/api/v1/me/sessions/${sessionId}`],
      ['DELETE', `/api/v1/me/keys/${keyId}`],
      ['PATCH', `/api/v1/me/passkeys/${passkeyId}`],
      ['PATCH', `/api/v1/people/${personIds[person]}`],
      ['POST', `/api/v1/people/${personIds[person]}/deactivate`],
      ['GET', `/api/v1/people/${personIds[person]}/leaving`],
    ] as const) {
      const body = method === 'GET' ? {} : { body: { name: 'Mallory', role: 'member' } };
      const { status } = await asking.askIn(other.owner, { method, path, ...body });
      if (status !== 404) asking.leak('another installation', `${method} ${path} answered ${status}`);
    }
  }
}
