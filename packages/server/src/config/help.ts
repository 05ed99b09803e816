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
    '       npm run doctor [-- --json]',
    '',
    'doctor examines every provider app of the data directory: Mailroom’s own address, the clock, the sign-in service, client',
    'ID, redirect URI and secret, the mail servers. The server may run meanwhile. Exit status 1 when something is wrong.',
    '',
    'Settings are environment variables:',
    '',
    settings.join('\n\n'),
    '',
  ].join('\n');
}
