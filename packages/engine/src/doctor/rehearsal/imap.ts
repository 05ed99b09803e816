/** The reading half of a rehearsal: IMAP login with the token, and the list of folders. */
import { asFailure } from '@mailroom/model';
import { type ImapSession, imapQuirks, openImap } from '../../provider/imap/index.ts';
import type { DoctorDeps, DoctorTarget, Verdict } from '../target.ts';
import { fault, right, skipped, verdictOf } from '../verdict.ts';
import { aboutHalf, asAny, policy, type RehearsedMailbox } from './rehearsed-mailbox.ts';

const address = ({ app: { cloud } }: DoctorTarget): string =>
  `${cloud.imap.security === 'tls' ? 'imaps' : 'imap'}://${cloud.imap.host}:${cloud.imap.port}`;
export const askedImap = (target: DoctorTarget): string => `${address(target)} AUTHENTICATE XOAUTH2`;
export const askedFolders = (target: DoctorTarget): string => `${address(target)} LIST`;

export async function rehearseImap(
  mailbox: RehearsedMailbox,
  accessToken: string,
  target: DoctorTarget,
  { clock, log, ca }: DoctorDeps,
  signal: AbortSignal,
): Promise<Record<'rehearsal-imap' | 'rehearsal-folders', Verdict>> {
  const { provider, cloud } = target.app;
  const about = (verdict: Verdict): Verdict => aboutHalf(verdict, cloud.imap, mailbox.address);
  const loggedIn = await asAny(mailbox.imapUsers, (user) =>
    openImap({
      server: cloud.imap,
      user,
      secret: { accessToken },
      tls: { ca },
      egress: policy,
      quirks: imapQuirks({ provider }, cloud.imap.host),
      clock,
      log,
      signal,
    }),
  );
  if ('failure' in loggedIn) {
    const failure = await mailbox.explain('imap', loggedIn.failure);
    return {
      'rehearsal-imap': about(verdictOf(askedImap(target), failure, 'imap')),
      'rehearsal-folders': skipped(askedFolders(target), 'earlier-step-failed'),
    };
  }
  return {
    'rehearsal-imap': about(right(askedImap(target), `OK ${loggedIn.user}`)),
    'rehearsal-folders': about(await listFolders(loggedIn.value, askedFolders(target))),
  };
}

async function listFolders(session: ImapSession, asked: string): Promise<Verdict> {
  try {
    const folders = await session.listFolders();
    const answered = String(folders.length);
    if (folders.length === 0) return fault({ asked, answered, finding: 'imap-mailbox-not-reachable' });
    return right(asked, answered, { folders: answered });
  } catch (thrown) {
    return verdictOf(asked, asFailure(thrown), 'imap');
  } finally {
    await session.close();
  }
}
