/** React parts shared by the web app and, later, blocks. They know neither route nor session: everything comes as properties. */

export { Address, AddressLine } from './address/address-line.tsx';
export { displayName, shortName, visible } from './address/display-name.ts';
export { type Finding, useFinding } from './catalogue/use-finding.ts';
export { ConversationList, ConversationListSkeleton } from './conversation/conversation-list.tsx';
export { CopyAction } from './copy/copy-action.tsx';
export { FailureNotice, type FailureSteps } from './failure/failure-notice.tsx';
export {
  FolderEntryContent,
  FolderList,
  folderEntryClass,
  roleIcons,
  UnreadCount,
  useFolderName,
} from './folder/folder-list.tsx';
export { orderFolders } from './folder/folder-order.ts';
export { formatsOf } from './format/formats.ts';
export { chooseLocale, localeNames } from './i18n/choose.ts';
export { uiNamespaces } from './i18n/namespaces.ts';
export { TimeZone, useLocale } from './i18n/use-locale.ts';
export { AttachmentList } from './message/attachment-list.tsx';
export { Elsewhere } from './message/elsewhere.tsx';
export { MailFrame } from './message/mail-frame.tsx';
export { BodySkeleton, MessageView } from './message/message-view.tsx';
export { OutgoingCard } from './outgoing/outgoing-card.tsx';
export { awaitsPerson } from './outgoing/partly.ts';
export { stillShown } from './outgoing/still-shown.ts';
export { type Body, withQuote } from './reply/quote.ts';
export { recipientsOf, replySubject } from './reply/recipients.ts';
export { EmptyState } from './state/empty-state.tsx';
export { SyncProgress } from './sync/sync-progress.tsx';
export { PlainText } from './text/plain-text.tsx';
export { cssVariables, theme } from './theme/theme.ts';
export { light, size } from './theme/tokens.ts';
