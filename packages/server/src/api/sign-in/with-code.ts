import { handler } from '../../http/handler.ts';
import { completed } from './completed.ts';

export const signInWithCode = handler('signInWithCode', async ({ services, request, reply, body }) => {
  const answered = services.pendingSignIns.withCode(request, body.code);
  await completed(services, { request, reply }, 'totp', answered);
});
