import { inlinePath } from '../../display/inline-path.ts';
import { handler } from '../../http/handler.ts';

/** The HTML goes out as JSON: opened as a page of its own it is text, never a document of Mailroom's origin. */
export const readMessageHtml = handler('readMessageHtml', async ({ services, scope, person, params }) => {
  const html = await services.store.messages.html(scope, params.id);
  const grant = { messageId: params.id, personId: person.id };
  return { html, inline: `${inlinePath}/${services.inlineTokens.issue(grant, new Date())}/` };
});
