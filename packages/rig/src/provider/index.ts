export type { MailStore } from './mail-store.ts';
export {
  type GoogleCloud,
  type PracticeGoogle,
  type PracticeGoogleOptions,
  startPracticeGoogle,
} from './practice-google.ts';
export {
  type PracticeProvider,
  type PracticeProviderOptions,
  startPracticeProvider,
} from './practice-provider.ts';
export type { MailHost, RegisteredPerson, RegisteredProvider } from './registered-provider.ts';
