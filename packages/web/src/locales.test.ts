import { fileURLToPath } from 'node:url';
import { accountState, syncStart, theme, transportSecurity } from '@mailroom/model';
import { checkLocales } from '@mailroom/ui/i18n/testing/check-locales.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

checkLocales({
  locales: path('./locales'),
  sources: [path('.')],
  enumerated: {
    'accounts:states.': accountState.options,
    'accounts:starts.': syncStart.options.map(({ shape }) => shape.kind.value),
    'accounts:securities.': transportSecurity.options,
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
    'providerApps:tenants.': ['common', 'organizations', 'consumers', 'directory'],
    'shell:themes.': theme.options,
  },
});
