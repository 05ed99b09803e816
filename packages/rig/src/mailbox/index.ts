export type { MailboxChange, MailboxListener } from './change.ts';
export { canonicalFlag } from './flags.ts';
export {
  type AppendOptions,
  type FolderOptions,
  PracticeFolder,
  type SpecialUse,
  type Vanished,
} from './folder.ts';
export { keepLabelsInStep, labelOfFolder } from './gmail-labels.ts';
export { type FolderSpec, type MailboxOptions, PracticeMailbox } from './mailbox.ts';
export type { PracticeMessage, RawMessage } from './message.ts';
