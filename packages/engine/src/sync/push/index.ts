/** Store → server. */
export { type PushContext, pushFlags } from './flags.ts';
