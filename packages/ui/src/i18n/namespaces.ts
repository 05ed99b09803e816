/**
 * The texts of the shared parts. English is the shape: `t('mail:unread')` is checked against it by the compiler, and the other
 * languages against it by the locale test.
 */

import type catalogue from '@mailroom/model/catalogue/locales/en.json';
import type report from '@mailroom/model/doctor/locales/en.json';
import type {} from 'i18next';
import type failure from '../locales/en/failure.json';
import type failures from '../locales/en/failures.json';
import type fields from '../locales/en/fields.json';
import type folders from '../locales/en/folders.json';
import type mail from '../locales/en/mail.json';
import type outgoing from '../locales/en/outgoing.json';
import type reply from '../locales/en/reply.json';
import type sync from '../locales/en/sync.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    catalogue: typeof catalogue;
    failure: typeof failure;
    failures: typeof failures;
    fields: typeof fields;
    folders: typeof folders;
    mail: typeof mail;
    outgoing: typeof outgoing;
    reply: typeof reply;
    report: typeof report;
    sync: typeof sync;
  }
}

export const uiNamespaces = [
  'catalogue',
  'failure',
  'failures',
  'fields',
  'folders',
  'mail',
  'outgoing',
  'reply',
  'report',
  'sync',
] as const;
