export type { PracticeAccount } from './accounts.ts';
export type { MailStore } from './mail-store.ts';
export {
  type MailHost,
  type PracticeProvider,
  type PracticeProviderOptions,
  startPracticeProvider,
} from './practice-provider.ts';
