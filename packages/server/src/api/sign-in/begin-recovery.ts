import { handler } from '../../http/handler.ts';

export const beginRecovery = handler('beginRecovery', async ({ services, body }) => {
  services.recovery.begin(body.email);
});
