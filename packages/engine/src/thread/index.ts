/** Which messages belong together, and why. Pure: the store looks keys up and registers them. */
export { type ConversationDecision, decideConversation, type FoundConversation } from './decide.ts';
export { type JoinReason, maxAncestors, type ThreadHeaders, type ThreadIds, threadIds } from './ids.ts';
export {
  longestConversation,
  splitConversation,
} from './split.ts';
export { baseSubject, type SubjectMessage, subjectJoins, subjectWindow } from './subject.ts';
