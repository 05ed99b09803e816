/** The texts of the screens, added to those of the shared parts. */
import type {} from 'i18next';
import type accounts from '../locales/en/accounts.json';
import type commands from '../locales/en/commands.json';
import type consent from '../locales/en/consent.json';
import type discovery from '../locales/en/discovery.json';
import type doctor from '../locales/en/doctor.json';
import type filing from '../locales/en/filing.json';
import type guide from '../locales/en/guide.json';
import type invitation from '../locales/en/invitation.json';
import type outbox from '../locales/en/outbox.json';
import type providerApps from '../locales/en/providerApps.json';
import type reader from '../locales/en/reader.json';
import type selection from '../locales/en/selection.json';
import type session from '../locales/en/session.json';
import type shell from '../locales/en/shell.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    accounts: typeof accounts;
    commands: typeof commands;
    consent: typeof consent;
    discovery: typeof discovery;
    doctor: typeof doctor;
    filing: typeof filing;
    guide: typeof guide;
    invitation: typeof invitation;
    outbox: typeof outbox;
    providerApps: typeof providerApps;
    reader: typeof reader;
    selection: typeof selection;
    session: typeof session;
    shell: typeof shell;
  }
}

export const webNamespaces = [
  'accounts',
  'commands',
  'consent',
  'discovery',
  'doctor',
  'filing',
  'guide',
  'invitation',
  'outbox',
  'providerApps',
  'reader',
  'selection',
  'session',
  'shell',
] as const;
