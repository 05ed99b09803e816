import { Failure } from '@mailroom/model';
import { answerCookies } from '../../auth/cookies.ts';
import { handler } from '../../http/handler.ts';

function linkUsed(): Failure {
  return new Failure({ origin: 'person', kind: 'setup-link-used' });
}

/** The link is claimed before anything is created, so of two requests with it one creates an administrator. */
export const createAdministrator = handler(
  'createAdministrator',
  async ({ services, body, request, reply }) => {
    const { people, sessions, setupLink } = services;
    const { token, ...input } = body;
    if (!setupLink?.claim(token)) throw linkUsed();
    try {
      if (!(await people.areNone())) throw linkUsed();
      const person = await people.create(input, 'administrator');
      answerCookies(reply, (await sessions.signIn(request, input)).answer);
      return person;
    } catch (thrown) {
      if (await people.areNone()) setupLink.release();
      throw thrown;
    }
  },
);
