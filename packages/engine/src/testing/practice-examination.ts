/** The doctor in front of a practice provider, whose app is entered as a test says. */
import type { CheckId, CheckResult } from '@mailroom/model';
import type { PracticeProvider } from '@mailroom/rig/provider/index';
import {
  type DoctorTarget,
  type ExaminedCredential,
  examine,
  type RehearsedMailbox,
} from '../doctor/index.ts';
import type { AppCredential } from '../ports/accounts.ts';
import { ManualClock } from './manual-clock.ts';
import { practiceApp, practiceRedirectUri } from './practice-app.ts';
import { silentLog } from './silent-log.ts';

/** A credential as it is entered, with what tells it from another. */
export function enteredCredential(
  proof: AppCredential,
  changes: Partial<ExaminedCredential> = {},
): ExaminedCredential {
  return { id: proof.id, kind: proof.kind, hint: proof.id, expires: null, proof, ...changes };
}

/** @param changes to the app that is right. Mailroom's own address answers to nobody here. */
export function practiceTarget(
  provider: PracticeProvider,
  changes: Partial<DoctorTarget['app']> = {},
): DoctorTarget {
  const { credentials, ...app } = practiceApp(provider);
  return {
    app: { ...app, credentials: credentials.map((proof) => enteredCredential(proof)), ...changes },
    redirectUri: practiceRedirectUri,
    own: { address: 'http://localhost:1', echoPath: '/echo', installation: 'ours' },
    lastSignIn: null,
  };
}

export async function examination(
  provider: PracticeProvider,
  target: DoctorTarget,
  mailbox: RehearsedMailbox | null = null,
): Promise<Map<CheckId, CheckResult>> {
  const deps = { clock: new ManualClock(new Date()), log: silentLog, ca: [provider.caPem] };
  const results = await examine(target, mailbox, deps, { deadline: 5000 });
  return new Map(results.map((result) => [result.id, result]));
}
