import { fileURLToPath } from 'node:url';
import {
  account,
  accountState,
  adviceKind,
  appAccess,
  credentialKind,
  discoveryMethod,
  doctorReport,
  notFoundReason,
  providerKind,
  syncStart,
  theme,
  transportSecurity,
} from '@mailroom/model';
import { checkLocales } from '@mailroom/ui/i18n/testing/check-locales.ts';
import { consentOutcomes } from './pages/consent/consent-outcome.ts';
import { halfNames } from './pages/doctor/arrange.ts';
import { tenantKinds } from './pages/provider-apps/app-values.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

checkLocales({
  locales: path('./locales'),
  sources: [path('.')],
  enumerated: {
    'accounts:states.': accountState.options,
    'accounts:starts.': syncStart.options.map(({ shape }) => shape.kind.value),
    'accounts:securities.': transportSecurity.options,
    'accounts:unlinkedAccess.': account.shape.access.options,
    'consent:titles.': consentOutcomes,
    'consent:texts.': consentOutcomes,
    'discovery:sources.': discoveryMethod.options,
    'discovery:passwords.': ['own', 'app-password', 'authorization-code', 'mail-password'],
    'discovery:advice.': adviceKind.options,
    'discovery:adviceLinks.': adviceKind.options,
    'discovery:notFound.': notFoundReason.options,
    'discovery:notFoundText.': notFoundReason.options,
    'commands:': [
      'next',
      'previous',
      'open',
      'close',
      'reply',
      'replyAll',
      'star',
      'markUnread',
      'search',
      'goInbox',
      'goSent',
      'goAccounts',
      'help',
    ],
    'commands:groups.': ['go', 'list', 'conversation', 'general'],
    'doctor:commandScopes.': ['mailbox', 'organisation'],
    'doctor:examined.': doctorReport.shape.by.options,
    'doctor:halves.': halfNames,
    'providerApps:accesses.': appAccess.options,
    'providerApps:accessMeans.': appAccess.options,
    'providerApps:credentials.': credentialKind.options,
    'providerApps:kinds.': [...appAccess.options, 'google'],
    'providerApps:providers.': providerKind.options,
    'providerApps:tenantMeans.': tenantKinds,
    'providerApps:tenants.': tenantKinds,
    'shell:themes.': theme.options,
  },
});
