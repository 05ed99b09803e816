import { handler } from '../../http/handler.ts';
import { tellFactorsForgotten } from '../../people/factors-forgotten-mail.ts';

/** The person is told: who asked for it in their name would otherwise go unnoticed. */
export const forgetSecondFactors = handler(
  'forgetSecondFactors',
  async ({ services, scope, params, person: administrator }) => {
    const person = await services.store.people.forgetSecondFactors(scope, params.id);
    services.followers.closePerson(person.id);
    await tellFactorsForgotten(services, person, administrator);
    return person;
  },
);
