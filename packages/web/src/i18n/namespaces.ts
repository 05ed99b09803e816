/** The texts of the screens, added to those of the shared parts. */
import type {} from 'i18next';
import type accounts from '../locales/en/accounts.json';
import type accountTruth from '../locales/en/accountTruth.json';
import type audit from '../locales/en/audit.json';
import type commands from '../locales/en/commands.json';
import type consent from '../locales/en/consent.json';
import type discovery from '../locales/en/discovery.json';
import type doctor from '../locales/en/doctor.json';
import type filing from '../locales/en/filing.json';
import type guide from '../locales/en/guide.json';
import type invitation from '../locales/en/invitation.json';
import type leaving from '../locales/en/leaving.json';
import type organisation from '../locales/en/organisation.json';
import type outbox from '../locales/en/outbox.json';
import type oversight from '../locales/en/oversight.json';
import type people from '../locales/en/people.json';
import type profile from '../locales/en/profile.json';
import type providerApps from '../locales/en/providerApps.json';
import type reader from '../locales/en/reader.json';
import type security from '../locales/en/security.json';
import type selection from '../locales/en/selection.json';
import type session from '../locales/en/session.json';
import type sharing from '../locales/en/sharing.json';
import type shell from '../locales/en/shell.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    accounts: typeof accounts;
    accountTruth: typeof accountTruth;
    audit: typeof audit;
    commands: typeof commands;
    consent: typeof consent;
    discovery: typeof discovery;
    doctor: typeof doctor;
    filing: typeof filing;
    guide: typeof guide;
    invitation: typeof invitation;
    leaving: typeof leaving;
    organisation: typeof organisation;
    outbox: typeof outbox;
    oversight: typeof oversight;
    people: typeof people;
    profile: typeof profile;
    providerApps: typeof providerApps;
    reader: typeof reader;
    security: typeof security;
    selection: typeof selection;
    session: typeof session;
    sharing: typeof sharing;
    shell: typeof shell;
  }
}

export const webNamespaces = [
  'accounts',
  'accountTruth',
  'audit',
  'commands',
  'consent',
  'discovery',
  'doctor',
  'filing',
  'guide',
  'invitation',
  'leaving',
  'organisation',
  'outbox',
  'oversight',
  'people',
  'profile',
  'providerApps',
  'reader',
  'security',
  'selection',
  'session',
  'sharing',
  'shell',
] as const;
