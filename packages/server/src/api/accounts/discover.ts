import { handler } from '../../http/handler.ts';
import { whileConnected } from '../../http/while-connected.ts';

export const discover = handler('discover', async ({ services, body, reply }) =>
  whileConnected(reply, (signal) => services.discover(body.address, signal)),
);
