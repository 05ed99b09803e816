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
  refusedIntent,
  syncStart,
  theme,
  transportSecurity,
} from '@mailroom/model';
import { audienceWarnings } from '@mailroom/model/guide/audience';
import { pasteRefusals } from '@mailroom/model/guide/pasted-line';
import { actionIds, guideKinds, guideWays, stepIds, stepStates } from '@mailroom/model/guide/steps';
import { checkLocales } from '@mailroom/ui/i18n/testing/check-locales.ts';
import { consentOutcomes } from './pages/consent/consent-outcome.ts';
import { halfNames } from './pages/doctor/arrange.ts';
import { guideChoices } from './pages/guide/choices.ts';
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
    'filing:refused.': refusedIntent.shape.kind.options,
    'filing:refusedTogether.': refusedIntent.shape.kind.options,
    'commands:': [
      'next',
      'previous',
      'open',
      'close',
      'reply',
      'replyAll',
      'star',
      'markRead',
      'markUnread',
      'select',
      'selectRange',
      'selectAll',
      'clearSelection',
      'undo',
      'archive',
      'trash',
      'moveTo',
      'junk',
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
    'guide:actions.': actionIds,
    'guide:choices.': guideChoices.flatMap((choice) => [`${choice}.title`, `${choice}.text`]),
    'guide:intros.': guideKinds,
    'guide:kinds.': guideKinds,
    'guide:paste.refused.': [
      ...pasteRefusals.filter((refusal) => refusal !== 'nothing-pasted'),
      'other-cloud',
    ],
    'guide:states.': stepStates,
    'guide:steps.': stepIds.flatMap((step) => [`${step}.title`, `${step}.why`, `${step}.right`]),
    'guide:tenantMeans.': tenantKinds,
    'guide:warnings.': audienceWarnings,
    'guide:ways.': guideWays,
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
