import type { ImapPreset } from './preset.ts';

export type ImapSecurity = 'tls' | 'starttls' | 'none';

/** Switches capabilities on or off, whatever the preset says: `{ MOVE: false, CONDSTORE: true }`. */
export type CapabilityOverrides = Readonly<Record<string, boolean>>;

export interface CapabilityState {
  readonly preset: ImapPreset;
  readonly overrides: CapabilityOverrides;
  readonly security: ImapSecurity;
  /** Whether this connection is encrypted by now. */
  readonly secure: boolean;
  readonly loggedIn: boolean;
}

/** Capabilities as this connection is told them at this moment. */
export function capabilities(state: CapabilityState): string[] {
  const { preset, overrides, loggedIn } = state;
  const offered = loggedIn ? preset.capabilities.afterLogin : preset.capabilities.beforeLogin;
  const kept = offered.filter((name) => overrides[name] !== false);
  for (const [name, on] of Object.entries(overrides)) {
    if (on && !kept.includes(name) && !(loggedIn && isAboutLogin(name))) kept.push(name);
  }
  if (loggedIn || state.security !== 'starttls' || state.secure) return kept;
  // Passwords and tokens stay at home until the line is encrypted (RFC 9051 section 11.1).
  return [...kept.filter((name) => !isAboutLogin(name)), 'STARTTLS', 'LOGINDISABLED'];
}

function isAboutLogin(name: string): boolean {
  return name.startsWith('AUTH=') || name === 'LOGINDISABLED' || name === 'STARTTLS';
}
