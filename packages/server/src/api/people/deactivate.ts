import { handler } from '../../http/handler.ts';

/** Streams end at once; downloads under way at the next look at them (live/open-answers.ts); everything else at the next request. */
export const deactivatePerson = handler('deactivatePerson', async ({ services, scope, params }) => {
  const person = await services.store.people.deactivate(scope, params.id);
  services.followers.closePerson(person.id);
  return person;
});
