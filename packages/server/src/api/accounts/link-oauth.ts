import { handler } from '../../http/handler.ts';
import { beginLink } from '../../oauth/begin-link.ts';

export const linkOauth = handler('linkOauth', async ({ services, body, ...caller }) => ({
  authorizeUrl: await beginLink(services, caller, body),
}));
