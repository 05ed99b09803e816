import { handler } from '../../http/handler.ts';
import { completed } from './completed.ts';

export const signInWithRecoveryCode = handler(
  'signInWithRecoveryCode',
  async ({ services, request, reply, body }) => {
    const answered = services.pendingSignIns.withRecoveryCode(request, body.code);
    await completed(services, { request, reply }, 'recovery-code', answered);
  },
);
