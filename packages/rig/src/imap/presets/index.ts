import type { ImapPreset } from '../preset.ts';
import { dovecot } from './dovecot.ts';
import { gmail } from './gmail.ts';
import { outlook, outlookRev2 } from './outlook.ts';
import { plain } from './plain.ts';

export type PresetName = 'dovecot' | 'gmail' | 'outlook' | 'outlook-rev2' | 'plain';

/** The providers this server can imitate. */
export const presets: Readonly<Record<PresetName, ImapPreset>> = {
  dovecot,
  gmail,
  outlook,
  'outlook-rev2': outlookRev2,
  plain,
};
