import { settingList } from './settings.ts';

/** The text of docs/settings.md, made from the list of settings so that the two cannot drift apart. */
export function settingsPage(): string {
  const sections = Object.values(settingList).map(
    ({ env, type, fallbackText, help }) =>
      `## ${env}\n\n${help}\n\n- Type: ${type}\n- Default: ${fallbackText}\n`,
  );
  return `# Settings

Every setting is an environment variable. Unknown \`MAILROOM_*\` variables and invalid values are named at start-up, and the server does not start. \`npm start -- --help\` prints the same list.

This page is made from \`packages/server/src/config/settings.ts\`; a test compares the two, and \`npx vitest run packages/server/src/config -u\` writes it again.

${sections.join('\n')}`;
}
