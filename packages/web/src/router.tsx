import { asFailure } from '@mailroom/model';
import { consentResultPath, invitationPath, recoveryPath } from '@mailroom/model/api/index';
import { guideWays } from '@mailroom/model/guide/steps';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { read } from './api/read.ts';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import { ownPath } from './shell/own-path.ts';
import { RouteFailure } from './shell/route-failure.tsx';
import { RoutePending } from './shell/route-pending.tsx';

interface RouterContext {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: z.object({ token: z.coerce.string().optional() }),
  component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({
    next: z.string().optional(),
    step: z.literal('second-factor').optional().catch(undefined),
    failure: z.coerce.string().optional(),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** For whoever holds the link, who is nobody here yet. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: invitationPath,
  validateSearch: z.object({ failure: z.coerce.string().optional() }),
  component: lazyRouteComponent(() => import('./pages/invitation/invitation-page.tsx'), 'InvitationPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/recovery',
  component: lazyRouteComponent(() => import('./pages/recovery/forgot-page.tsx'), 'ForgotPage'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: recoveryPath,
  component: lazyRouteComponent(() => import('./pages/recovery/new-password-page.tsx'), 'NewPasswordPage'),
});

/** For whoever lacks the second factor that the organisation demands. */
const enrol = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  component: lazyRouteComponent(() => import('./pages/security/enrol-page.tsx'), 'EnrolPage'),
});

/** What the provider calls itself, an address: a link made by somebody else must not put sentences into the place of either. */
const saidCode = z.coerce
  .string()
  .regex(/^[\w.: -]{1,40}$/)
  .optional()
  .catch(undefined);
const saidAddress = z.email().max(320).optional().catch(undefined);

/** For an organisation's administrator, who may be a stranger here. */
const consent = createRoute({
  getParentRoute: () => root,
  path: consentResultPath,
  validateSearch: z.object({ failure: z.coerce.string().optional(), code: saidCode }),
  component: lazyRouteComponent(() => import('./pages/consent/consent-page.tsx'), 'ConsentPage'),
});

/** Everything below needs a person. Nobody yet: the first administrator's page; nobody signed in: sign-in, and back. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      await queryClient.ensureQueryData(read('readMe', {}));
    } catch (thrown) {
      if (asFailure(thrown).kind === 'second-factor-demanded') throw redirect({ to: '/second-factor' });
      if (asFailure(thrown).kind !== 'not-signed-in') throw thrown;
      const { needsAdministrator } = await queryClient.fetchQuery(read('readSetup', {}));
      if (needsAdministrator) throw redirect({ to: '/setup' });
      throw redirect({ to: '/sign-in', search: { next: ownPath(location.href) } });
    }
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/mail/$view', params: { view: 'inbox' } });
  },
});

const mailSearch = z.object({
  q: z.coerce.string().optional(),
  unread: z.boolean().optional(),
  whose: z.enum(['mine', 'shared']).optional().catch(undefined),
  account: z.coerce.string().optional(),
  address: z.coerce.string().optional(),
  domains: z.coerce.string().optional(),
});

const mail = createRoute({
  getParentRoute: () => signedIn,
  path: '/mail/$view',
  validateSearch: mailSearch,
  component: lazyRouteComponent(() => import('./pages/mail/mail-page.tsx'), 'MailPage'),
});

const conversation = createRoute({
  getParentRoute: () => mail,
  path: '$conversationId',
});

const outbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/outbox',
  component: lazyRouteComponent(() => import('./pages/outbox/outbox-page.tsx'), 'OutboxPage'),
});

const accounts = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts',
  validateSearch: z.object({
    failure: z.coerce.string().optional(),
    code: saidCode,
    mailbox: saidAddress,
    delegate: saidAddress,
  }),
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const linkAccount = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/link',
  component: lazyRouteComponent(() => import('./pages/accounts/link/link-page.tsx'), 'LinkPage'),
});

const linkImap = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/link/imap',
  validateSearch: z.object({ address: z.string().max(320).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/accounts/link/manual-page.tsx'), 'ManualPage'),
});

const linkShared = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/link/shared',
  component: lazyRouteComponent(() => import('./pages/accounts/link/shared-page.tsx'), 'SharedPage'),
});

const linkOrganisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/link/organisation',
  component: lazyRouteComponent(
    () => import('./pages/accounts/link/organisation-page.tsx'),
    'OrganisationPage',
  ),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});

const startAccount = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/$id/start',
  component: lazyRouteComponent(() => import('./pages/accounts/start-page.tsx'), 'StartPage'),
});

const reconnectImap = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/$id/reconnect',
  component: lazyRouteComponent(() => import('./pages/accounts/reconnect-page.tsx'), 'ReconnectPage'),
});

const providerApps = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps',
  component: lazyRouteComponent(
    () => import('./pages/provider-apps/provider-apps-page.tsx'),
    'ProviderAppsPage',
  ),
});

const guideSearch = z.object({ way: z.enum(guideWays).optional().catch(undefined) });

const chooseGuide = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps/new',
  component: lazyRouteComponent(() => import('./pages/guide/choose-page.tsx'), 'ChooseGuidePage'),
});

const beginGuide = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps/new/$kind',
  validateSearch: guideSearch,
  component: lazyRouteComponent(() => import('./pages/guide/guide-page.tsx'), 'BeginGuidePage'),
});

const guide = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps/$id/guide',
  validateSearch: guideSearch,
  component: lazyRouteComponent(() => import('./pages/guide/guide-page.tsx'), 'GuidePage'),
});

/** For whoever has made the registration already. */
const enterProviderApp = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps/enter',
  component: lazyRouteComponent(
    () => import('./pages/provider-apps/new-provider-app-page.tsx'),
    'NewProviderAppPage',
  ),
});

const editProviderApp = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps/$id',
  component: lazyRouteComponent(
    () => import('./pages/provider-apps/edit-provider-app-page.tsx'),
    'EditProviderAppPage',
  ),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/people',
  component: lazyRouteComponent(() => import('./pages/people/people-page.tsx'), 'PeoplePage'),
});

const leaving = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/people/$id/leaving',
  component: lazyRouteComponent(() => import('./pages/leaving/leaving-page.tsx'), 'LeavingPage'),
});

const groups = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/groups',
  component: lazyRouteComponent(() => import('./pages/groups/groups-page.tsx'), 'GroupsPage'),
});

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  component: lazyRouteComponent(() => import('./pages/profile/profile-page.tsx'), 'ProfilePage'),
});

const security = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/security',
  validateSearch: z.object({ failure: z.coerce.string().optional() }),
  component: lazyRouteComponent(() => import('./pages/security/security-page.tsx'), 'SecurityPage'),
});

const doctor = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/provider-apps/$id/doctor',
  component: lazyRouteComponent(() => import('./pages/doctor/doctor-page.tsx'), 'DoctorPage'),
});

const allAccounts = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/accounts',
  component: lazyRouteComponent(() => import('./pages/admin/admin-accounts-page.tsx'), 'AdminAccountsPage'),
});

const organisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/organisation',
  component: lazyRouteComponent(
    () => import('./pages/organisation/organisation-page.tsx'),
    'OrganisationPage',
  ),
});

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
});

const ownAudit = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/log',
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'OwnAuditPage'),
});

const glass = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/emergency-access',
  component: lazyRouteComponent(() => import('./pages/sharing/glass-page.tsx'), 'GlassPage'),
});

const routeTree = root.addChildren([
  setup,
  signIn,
  forgot,
  newPassword,
  enrol,
  consent,
  invitation,
  signedIn.addChildren([
    home,
    mail.addChildren([conversation]),
    outbox,
    accounts,
    account,
    linkAccount,
    linkImap,
    linkShared,
    linkOrganisation,
    startAccount,
    reconnectImap,
    providerApps,
    chooseGuide,
    beginGuide,
    enterProviderApp,
    editProviderApp,
    doctor,
    guide,
    people,
    leaving,
    groups,
    profile,
    security,
    allAccounts,
    organisation,
    audit,
    ownAudit,
    glass,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: RouteFailure,
    defaultPendingComponent: RoutePending,
    defaultPendingMs: 300,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
