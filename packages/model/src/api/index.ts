/** The whole API contract: every JSON route by the name that the client calls it with. */
import { accountTruthRoutes } from './account-truth.ts';
import { accountRoutes } from './accounts.ts';
import { auditRoutes } from './audit.ts';
import { departureRoutes } from './departures.ts';
import { doctorRoutes } from './doctor.ts';
import { folderRoutes } from './folders.ts';
import { groupRoutes } from './groups.ts';
import { invitationRoutes } from './invitations.ts';
import { mailRoutes } from './mail.ts';
import { organisationRoutes } from './organisation.ts';
import { oversightRoutes } from './oversight.ts';
import { peopleRoutes } from './people.ts';
import { providerAppRoutes } from './provider-apps.ts';
import { securityRoutes } from './security.ts';
import { setupRoutes } from './setup.ts';
import { sharingRoutes } from './sharing.ts';
import { signInRoutes } from './sign-in.ts';

export { oauthCallbackPath } from './accounts.ts';
export { invitationPath } from './invitations.ts';
export { keyScopeOf } from './key-scope.ts';
export { livePath } from './mail.ts';
export { logoPath } from './organisation.ts';
export { picturePath } from './people.ts';
export { consentResultPath } from './provider-apps.ts';
export * from './route.ts';
export { openIdCallbackPath, recoveryPath } from './sign-in.ts';

export const routes = {
  ...setupRoutes,
  ...peopleRoutes,
  ...departureRoutes,
  ...groupRoutes,
  ...invitationRoutes,
  ...signInRoutes,
  ...securityRoutes,
  ...providerAppRoutes,
  ...doctorRoutes,
  ...accountRoutes,
  ...accountTruthRoutes,
  ...folderRoutes,
  ...sharingRoutes,
  ...auditRoutes,
  ...mailRoutes,
  ...organisationRoutes,
  ...oversightRoutes,
};
export type RouteName = keyof typeof routes;
