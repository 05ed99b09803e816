/**
 * `mailroom doctor`: examines every provider app of a data directory, beside the running server or without it, and answers the
 * exit status: 0 when nothing is wrong, 1 otherwise.
 */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { identityProviders } from '@mailroom/engine/provider/oauth2/index';
import type { LocaleTag } from '@mailroom/model';
import { oauthCallbackPath } from '@mailroom/model/api/index';
import { loadSecretKey } from '../config/secret-key.ts';
import type { Settings } from '../config/settings.ts';
import { createLog } from '../http/log.ts';
import { configuredClouds } from '../provider-apps/clouds.ts';
import { readExtraCa } from '../start/extra-ca.ts';
import { databaseFile, openStoreOrRefuse } from '../start/open-store.ts';
import { StartProblem } from '../start/start-problem.ts';
import { systemClock } from '../start/system-clock.ts';
import { Doctor } from './doctor.ts';
import { installationMark } from './installation.ts';
import { printedReports } from './printed-reports.ts';

export interface DoctorCommand {
  settings: Settings;
  /** The arguments after `doctor`. */
  parameters: readonly string[];
  /** The language of what is printed; JSON has none. */
  locale: LocaleTag;
  write(text: string): void;
}

/** @throws StartProblem for what an operator can mend. */
export async function runDoctorCommand({
  settings,
  parameters,
  locale,
  write,
}: DoctorCommand): Promise<0 | 1> {
  const unknown = parameters.find((parameter) => parameter !== '--json');
  if (unknown !== undefined) {
    throw new StartProblem(`"${unknown}" is not an option of doctor, which has --json only.`);
  }
  const dataDir = resolve(settings.dataDir);
  const file = databaseFile(dataDir);
  await access(file).catch(() => {
    throw new StartProblem(
      `There is no Mailroom in ${dataDir}: set MAILROOM_DATA_DIR to its data directory.`,
    );
  });
  const secretKey = await loadSecretKey({ dataDir, databaseFile: file, setting: settings.secretKey });
  const extraCa = await readExtraCa(settings.extraCaFile);
  // What is found is printed; standard output is for that alone.
  const log = createLog({ level: 'silent' });
  const clouds = configuredClouds(settings);
  const { federatedTokenFile } = settings;
  const store = await openStoreOrRefuse({
    dataDir,
    secretKey,
    clouds,
    federatedTokenFile,
    clock: systemClock,
    log,
  });
  try {
    const address = () => settings.baseUrl ?? `http://localhost:${settings.port}`;
    const doctor = new Doctor({
      store,
      identity: identityProviders({ clock: systemClock }),
      clock: systemClock,
      log,
      extraCa,
      installation: installationMark(secretKey),
      address,
      redirectUri: () => `${address()}${oauthCallbackPath}`,
    });
    const reports = await doctor.examineAll('command-line');
    const apps = await store.providerApps.list();
    const complete = reports.length === apps.length;
    write(
      parameters.includes('--json')
        ? `${JSON.stringify(reports, null, 2)}\n`
        : printedReports(reports, locale),
    );
    return complete && reports.every(({ state }) => state !== 'wrong') ? 0 : 1;
  } finally {
    await store.close();
  }
}
