/** The sending half of a rehearsal: SMTP login with the token, up to the point where a message would follow. */
import { checkSmtp, smtpCheckTimeouts } from '../../provider/smtp/index.ts';
import type { DoctorDeps, DoctorTarget, Verdict } from '../target.ts';
import { right, verdictOf } from '../verdict.ts';
import { aboutHalf, asAny, policy, type RehearsedMailbox } from './rehearsed-mailbox.ts';

export const askedSmtp = ({ app: { cloud } }: DoctorTarget): string =>
  `${cloud.smtp.security === 'tls' ? 'smtps' : 'smtp'}://${cloud.smtp.host}:${cloud.smtp.port} AUTH XOAUTH2`;

export async function rehearseSmtp(
  mailbox: RehearsedMailbox,
  accessToken: string,
  target: DoctorTarget,
  { ca }: DoctorDeps,
): Promise<Verdict> {
  const asked = askedSmtp(target);
  const server = target.app.cloud.smtp;
  const loggedIn = await asAny(mailbox.smtpUsers, (user) =>
    checkSmtp(server, { kind: 'token', user, accessToken }, { policy, ...smtpCheckTimeouts, ca }),
  );
  const verdict =
    'failure' in loggedIn
      ? verdictOf(asked, await mailbox.explain('smtp', loggedIn.failure), 'smtp')
      : right(asked, `235 ${loggedIn.user}`);
  return aboutHalf(verdict, server, mailbox.address);
}
