/** The whole API contract: every JSON route by the name that the client calls it with. */
import { accountRoutes } from './accounts.ts';
import { doctorRoutes } from './doctor.ts';
import { folderRoutes } from './folders.ts';
import { mailRoutes } from './mail.ts';
import { providerAppRoutes } from './provider-apps.ts';
import { setupRoutes } from './setup.ts';

export { oauthCallbackPath } from './accounts.ts';
export { livePath } from './mail.ts';
export { consentResultPath } from './provider-apps.ts';
export * from './route.ts';

export const routes = {
  ...setupRoutes,
  ...providerAppRoutes,
  ...doctorRoutes,
  ...accountRoutes,
  ...folderRoutes,
  ...mailRoutes,
};
export type RouteName = keyof typeof routes;
