import { StartProblem } from '../start/start-problem.ts';
import { type Settings, settingList } from './settings.ts';

/**
 * Settings from environment variables. Every unknown `MAILROOM_*` variable and every invalid value is named at once in one
 * `StartProblem`: a misspelt variable that is silently ignored is how a server ends up less safe than its operator believes.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settingList)) {
    const text = environment[setting.env]?.trim();
    try {
      values[name] = text ? setting.read(text) : setting.fallback;
    } catch (thrown) {
      problems.push(`${setting.env} ${thrown instanceof Error ? thrown.message : 'is not valid'}`);
    }
  }
  const known = new Set<string>(Object.values(settingList).map(({ env }) => env));
  for (const variable of Object.keys(environment)) {
    if (variable.startsWith('MAILROOM_') && !known.has(variable)) {
      problems.push(`${variable} is not a setting of Mailroom`);
    }
  }
  if (problems.length > 0) {
    throw new StartProblem(`Mailroom does not start: ${problems.join('; ')}. --help lists all settings.`);
  }
  return values as Settings;
}

/** Every setting at its default, with some of them replaced: for tests and for programs that start the server themselves. */
export function defaultSettings(changes: Partial<Settings> = {}): Settings {
  const defaults = Object.fromEntries(
    Object.entries(settingList).map(([name, { fallback }]) => [name, fallback]),
  );
  return { ...(defaults as Settings), ...changes };
}
