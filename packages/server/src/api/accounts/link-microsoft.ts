import { handler } from '../../http/handler.ts';
import { beginLink } from '../../oauth/begin-link.ts';

export const linkMicrosoft = handler('linkMicrosoft', async ({ services, body, ...caller }) => ({
  authorizeUrl: await beginLink(services, caller, body),
}));
