export type {
  Authenticate,
  AuthenticationRequest,
  AuthenticationResult,
  Mechanism,
} from './authentication.ts';
export type { CapabilityOverrides, ImapSecurity } from './capability.ts';
export { type Fault, type FaultScope, ImapFaults, type Phase } from './faults.ts';
export type { FolderLanguage, ImapPreset } from './preset.ts';
export { type PresetName, presets } from './presets/index.ts';
export { type ImapServer, type ImapServerOptions, startImapServer } from './server.ts';
export type { ProtocolError } from './service.ts';
export type { Transcript, TranscriptEntry } from './transcript.ts';
