/** Runs every check of an examination at once, each with a deadline of its own, and lets no secret through. */
import { asFailure, type CheckId, type CheckResult, checkId } from '@mailroom/model';
import { entryById, whereLink } from '@mailroom/model/catalogue/index';
import { examinationOf } from './examinations.ts';
import type { RehearsedMailbox } from './rehearsal/rehearsed-mailbox.ts';
import { secretsOf } from './secrets-of.ts';
import type { Check, DoctorDeps, DoctorTarget, Verdict } from './target.ts';
import { verdictOf } from './verdict.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface DoctorOptions {
  /** Milliseconds for each check; the rehearsal, with its several logins, has three times as long. */
  deadline?: number;
}

const standardDeadline = 20_000;

/**
 * @param mailbox for the rehearsal; null leaves it out.
 * @returns one result per check that the provider has, in the order of `checkId`. Never throws: what a check could not do is its answer.
 */
export async function examine(
  target: DoctorTarget,
  mailbox: RehearsedMailbox | null,
  deps: DoctorDeps,
  { deadline = standardDeadline }: DoctorOptions = {},
): Promise<CheckResult[]> {
  const { checks, rehearsal } = examinationOf(target.app);
  const [single, rehearsed] = await Promise.all([
    Promise.all(
      checks.map(async (check) => {
        return [check.id, await settled(check, target, deps, deadline)] as const;
      }),
    ),
    mailbox === null
      ? rehearsal.notMade(target, 'no-mailbox-chosen')
      : rehearsal.make(mailbox, target, deps, AbortSignal.timeout(deadline * 3)),
  ]);
  const verdicts: Partial<Record<CheckId, Verdict>> = { ...Object.fromEntries(single), ...rehearsed };
  const secrets = await secretsOf(target.app);
  return checkId.options.flatMap((id) => {
    const verdict = verdicts[id];
    return verdict === undefined ? [] : withoutSecrets(present(id, verdict, target), secrets);
  });
}

/** A check's answer, also where it has none. */
async function settled(
  check: Check,
  target: DoctorTarget,
  deps: DoctorDeps,
  deadline: number,
): Promise<Verdict> {
  try {
    return await check.examine(target, deps, AbortSignal.timeout(deadline));
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'unexpected')
      deps.log.error({ check: check.id, err: failure.cause }, 'a check failed');
    return verdictOf(check.about(target), failure);
  }
}

/** With what every sentence may interpolate, and the page where it is mended. */
function present(id: CheckId, verdict: Verdict, { app, redirectUri, own }: DoctorTarget): CheckResult {
  const place = verdict.finding === null ? null : (entryById(verdict.finding)?.where ?? null);
  const clientId = app.clientId ?? '';
  const registered = { authority: app.cloud.authority, tenant: app.tenant, clientId };
  return {
    id,
    ...verdict,
    detail: {
      clientId,
      tenant: app.tenant,
      redirectUri,
      address: own.address,
      ...verdict.detail,
    },
    where: place === null ? null : whereLink(place, registered),
  };
}
