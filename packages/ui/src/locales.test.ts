import { fileURLToPath } from 'node:url';
import { failureKind, folderRole, outgoingState, syncStage } from '@mailroom/model';
import { checkLocales } from './i18n/testing/check-locales.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

checkLocales({
  locales: path('./locales'),
  sources: [path('.'), path('../../web/src')],
  enumerated: {
    'failures:': failureKind.options,
    'folders:': folderRole.options,
    'outgoing:state.': outgoingState.options,
    'sync:stage.': syncStage.options,
    'reply:': ['to', 'cc'],
    'fields:': ['tenant-form', 'client-id-form', 'google-client-id-form', 'secret-id-instead-of-value'],
  },
});
