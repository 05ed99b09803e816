import { handler } from '../../http/handler.ts';
import { completed } from './completed.ts';

export const signInWithPasskey = handler('signInWithPasskey', async ({ services, request, reply, body }) => {
  const answered = services.pendingSignIns.withPasskey(request, body.response);
  await completed(services, { request, reply }, 'passkey', answered);
});
