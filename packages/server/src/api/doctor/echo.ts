import { handler } from '../../http/handler.ts';

/** Answers what arrived and nothing of its own but the mark: anybody may ask. */
export const echoAddress = handler('echoAddress', async ({ services, request }) => {
  const forwarded = request.headers['x-forwarded-proto'];
  return {
    installation: services.installation,
    host: request.headers.host ?? '',
    forwardedProtocol: typeof forwarded === 'string' ? (forwarded.split(',')[0]?.trim() ?? null) : null,
  };
});
