import { settingList } from './settings.ts';

/** What `--help` prints: every setting with its type, default and meaning. */
export function helpText(): string {
  const settings = Object.values(settingList).map(
    ({ env, type, fallbackText, help }) =>
      `  ${env}\n      ${help}\n      Type: ${type.replaceAll('`', '')}. Default: ${fallbackText}.`,
  );
  return [
    'Mailroom: brings a team’s mailboxes into its business applications.',
    '',
    'Usage: npm start [-- --help]',
    '',
    'Settings are environment variables:',
    '',
    settings.join('\n\n'),
    '',
  ].join('\n');
}
