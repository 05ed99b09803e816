import { handler } from '../../http/handler.ts';
import { makeConsentLink } from '../../oauth/consent-link.ts';

export const beginConsent = handler('beginConsent', async ({ services, params, body }) =>
  makeConsentLink(services, params.id, body.tenant),
);
