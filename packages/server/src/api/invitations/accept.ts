import { answerCookies } from '../../auth/cookies.ts';
import { requirePasswordAllowed } from '../../auth/sign-in-policy.ts';
import { handler } from '../../http/handler.ts';
import { join } from '../../people/join.ts';

export const acceptInvitation = handler('acceptInvitation', async ({ services, body, request, reply }) => {
  const { name, password } = body;
  const policy = await services.signInPolicy();
  const person = await join(services, body, async ({ email, vouched, role }) => {
    requirePasswordAllowed(policy, { role });
    return services.people.create({ name, email, password }, role, { vouched });
  });
  const { answer } = await services.sessions.signIn(request, { email: person.email, password });
  answerCookies(reply, answer);
  return person;
});
