import { handler } from '../../http/handler.ts';

export const listClouds = handler('listClouds', async ({ services }) => ({
  clouds: [...services.clouds],
  redirectUri: services.redirectUri(),
}));
