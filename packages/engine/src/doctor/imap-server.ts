/** Is the IMAP server there, is its certificate valid, and does it take OAuth tokens? */
import { Dialogue } from './ask/dialogue.ts';
import type { Check, DoctorTarget } from './target.ts';
import { fault, right } from './verdict.ts';

const about = ({ app }: DoctorTarget): string =>
  `${app.cloud.imap.security === 'tls' ? 'imaps' : 'imap'}://${app.cloud.imap.host}:${app.cloud.imap.port} CAPABILITY`;

export const imapServer: Check = {
  id: 'imap-server',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { imap } = target.app.cloud;
    const dialogue = await Dialogue.open(imap, deps.ca, signal);
    try {
      const greeting = await dialogue.line();
      if (!/^\* (?:OK|PREAUTH)\b/i.test(greeting)) throw dialogue.notUnderstood(greeting);
      if (imap.security === 'starttls') {
        if (!(await answeredOk(dialogue, 'a1', 'STARTTLS')).ok) throw dialogue.withoutStartTls();
        await dialogue.startTls();
      }
      const { lines } = await answeredOk(dialogue, 'a2', 'CAPABILITY');
      dialogue.say('a3 LOGOUT');
      const capabilities = lines.find((line) => /^\* CAPABILITY /i.test(line))?.slice(13) ?? '';
      const answered = `${dialogue.encryption}; ${capabilities}`;
      const detail = { host: imap.host, port: String(imap.port) };
      if (/(?:^| )AUTH=(?:XOAUTH2|OAUTHBEARER)(?: |$)/i.test(capabilities))
        return right(asked, answered, detail);
      return fault({ asked, answered, finding: 'oauth-sign-in-not-offered', detail });
    } finally {
      dialogue.close();
    }
  },
};

/** Commands here have answers of a few lines. */
const longestAnswer = 50;

async function answeredOk(
  dialogue: Dialogue,
  tag: string,
  command: string,
): Promise<{ ok: boolean; lines: string[] }> {
  dialogue.say(`${tag} ${command}`);
  const lines: string[] = [];
  while (lines.length < longestAnswer) {
    const line = await dialogue.line();
    if (line.startsWith(`${tag} `)) return { ok: /^\S+ OK\b/i.test(line), lines };
    lines.push(line);
  }
  throw dialogue.notUnderstood(lines[0] ?? '');
}
