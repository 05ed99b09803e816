/** Store → server. */
export type { PushContext } from './context.ts';
export { pushIntents } from './push-intents.ts';
