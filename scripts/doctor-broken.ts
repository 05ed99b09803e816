/**
 * `npm run doctor:broken [-- --json]`: every broken registration of the rig is set up at a practice provider, entered into a Mailroom over
 * HTTP, and shown to the doctor. Recognised is one whose first finding is the catalogue's entry for that very fault, names who
 * mends it, and has its sentences in six languages. The last line counts; the exit status is 1 unless all are recognised.
 */
import './node-version.ts';
import { isDeepStrictEqual } from 'node:util';
import { type Cloud, localeTag } from '@mailroom/model';
import { entryById, type Mender } from '@mailroom/model/catalogue/index';
import {
  type Mender as BrokenMender,
  type BrokenRegistration,
  brokenRegistrations,
  setRight,
} from '@mailroom/rig/broken/index';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { type Diagnosis, diagnose } from './doctor-broken/diagnose.ts';
import { expectedFindings } from './doctor-broken/expected.ts';
import { type Installation, startInstallation } from './doctor-broken/installation.ts';
import { interpolated, readSentences } from './doctor-broken/texts.ts';

/** The rig tells Mailroom's administrator from the operator of its machine; the catalogue does not. */
const menders: Readonly<Record<BrokenMender, readonly Mender[]>> = {
  administrator: ['administrator'],
  'tenant-administrator': ['tenant-administrator'],
  person: ['person'],
  operator: ['administrator'],
  nobody: ['provider'],
};

const sentences = readSentences();

function cloudOf(at: Pick<PracticeProvider, 'authority' | 'imap' | 'smtp' | 'scopePrefix'>): Cloud {
  const { authority, imap, smtp, scopePrefix } = at;
  return {
    provider: 'microsoft',
    id: 'practice',
    name: 'Practice',
    authority,
    imap,
    smtp,
    scopePrefix,
    withdrawUrl: null,
  };
}

/** How often a key or a variable would stand on the screen in place of words. */
function rawKeysOf({ finding, detail }: Diagnosis): number {
  return [...sentences.values()].filter((texts) => {
    const entry = finding === null ? undefined : texts[finding];
    return !entry || /\{\{/.test(interpolated(`${entry.what} ${entry.mend}`, detail));
  }).length;
}

const practice = await startPracticeProvider({ mail: 'none' });
const usual = await startInstallation(cloudOf(practice), practice.caPem);

async function examine(broken: BrokenRegistration): Promise<Diagnosis> {
  let installation: Installation = usual;
  try {
    const entered = await broken.setWrong(practice, usual.redirectUri);
    if (!isDeepStrictEqual(cloudOf(entered), cloudOf(practice))) {
      installation = await startInstallation(cloudOf(entered), entered.caPem);
      await setRight(practice, installation.redirectUri);
      await broken.setWrong(practice, installation.redirectUri);
    }
    return await diagnose(installation.browser, entered);
  } finally {
    if (installation !== usual) await installation.close();
    await setRight(practice, usual.redirectUri);
  }
}

let recognised = 0;
let rawKeys = 0;
try {
  await setRight(practice, usual.redirectUri);
  for (const broken of brokenRegistrations) {
    const diagnosis = await examine(broken);
    const entry = diagnosis.finding === null ? undefined : entryById(diagnosis.finding);
    const raw = rawKeysOf(diagnosis);
    rawKeys += raw;
    const known =
      entry !== undefined &&
      entry.id === expectedFindings[broken.id] &&
      menders[broken.mendedBy].includes(entry.who) &&
      raw === 0;
    if (known) recognised += 1;
    const { finding, code } = diagnosis;
    const told = Object.fromEntries(
      [...sentences].map(([tag, texts]) => [tag, texts[finding ?? '']?.what ?? null]),
    );
    const line = { id: broken.id, recognised: known, finding, who: entry?.who ?? null, code };
    process.stdout.write(`${JSON.stringify(process.argv.includes('--json') ? { ...line, told } : line)}\n`);
  }
} finally {
  await usual.close();
  await practice.close();
}

const registrations = brokenRegistrations.length;
const languages = localeTag.options.filter((tag) => sentences.has(tag)).length;
process.stdout.write(`${JSON.stringify({ registrations, recognised, languages, rawKeys })}\n`);
process.exitCode =
  recognised === registrations && languages === localeTag.options.length && rawKeys === 0 ? 0 : 1;
