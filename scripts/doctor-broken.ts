/**
 * `npm run doctor:broken [-- --json]`: every broken registration of the rig, at Microsoft and at Google, is set up at a practice provider,
 * entered into a Mailroom over HTTP, and shown to the doctor. Recognised is one whose first finding is the catalogue's entry for that
 * very fault, names who mends it, and has its sentences in six languages. The last line counts; the exit status is 1 unless all are
 * recognised.
 */
import './node-version.ts';
import { localeTag } from '@mailroom/model';
import { entryById, type Mender } from '@mailroom/model/catalogue/index';
import type { Mender as BrokenMender } from '@mailroom/rig/broken/index';
import type { Diagnosis } from './doctor-broken/diagnose.ts';
import { expectedFindings } from './doctor-broken/expected.ts';
import { startGoogleTrials } from './doctor-broken/google.ts';
import { startMicrosoftTrials } from './doctor-broken/microsoft.ts';
import { interpolated, readSentences } from './doctor-broken/texts.ts';
import type { Trials } from './doctor-broken/trial.ts';

/** The rig tells Mailroom's administrator from the operator of its machine; the catalogue does not. */
const menders: Readonly<Record<BrokenMender, readonly Mender[]>> = {
  administrator: ['administrator'],
  'tenant-administrator': ['tenant-administrator'],
  person: ['person'],
  operator: ['administrator'],
  nobody: ['provider'],
};

const sentences = readSentences();

/** How often a key or a variable would stand on the screen in place of words. */
function rawKeysOf({ finding, detail }: Diagnosis): number {
  return [...sentences.values()].filter((texts) => {
    const entry = finding === null ? undefined : texts[finding];
    return !entry || /\{\{/.test(interpolated(`${entry.what} ${entry.mend}`, detail));
  }).length;
}

let registrations = 0;
let recognised = 0;
let rawKeys = 0;

async function run({ trials, close }: Trials): Promise<void> {
  try {
    for (const { id, mendedBy, examine } of trials) {
      const diagnosis = await examine();
      const { finding, code } = diagnosis;
      const entry = finding === null ? undefined : entryById(finding);
      const raw = rawKeysOf(diagnosis);
      const known =
        entry !== undefined &&
        entry.id === expectedFindings[id] &&
        menders[mendedBy].includes(entry.who) &&
        raw === 0;
      registrations += 1;
      rawKeys += raw;
      if (known) recognised += 1;
      const told = Object.fromEntries(
        [...sentences].map(([tag, texts]) => [tag, texts[finding ?? '']?.what ?? null]),
      );
      const line = { id, recognised: known, finding, who: entry?.who ?? null, code };
      process.stdout.write(`${JSON.stringify(process.argv.includes('--json') ? { ...line, told } : line)}\n`);
    }
  } finally {
    await close();
  }
}

for (const start of [startMicrosoftTrials, startGoogleTrials]) await run(await start());

const languages = localeTag.options.filter((tag) => sentences.has(tag)).length;
process.stdout.write(`${JSON.stringify({ registrations, recognised, languages, rawKeys })}\n`);
process.exitCode =
  recognised === registrations && languages === localeTag.options.length && rawKeys === 0 ? 0 : 1;
