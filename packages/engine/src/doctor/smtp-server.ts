/** Is the submission server there, is its certificate valid, and does it take OAuth tokens? Nothing is sent. */
import { Dialogue } from './ask/dialogue.ts';
import type { Check, DoctorTarget } from './target.ts';
import { fault, right } from './verdict.ts';

const about = ({ app }: DoctorTarget): string =>
  `${app.cloud.smtp.security === 'tls' ? 'smtps' : 'smtp'}://${app.cloud.smtp.host}:${app.cloud.smtp.port} EHLO`;

/** The address literal for clients without a name (RFC 5321 4.1.3). */
const hello = 'EHLO [127.0.0.1]';

export const smtpServer: Check = {
  id: 'smtp-server',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { smtp } = target.app.cloud;
    const dialogue = await Dialogue.open(smtp, deps.ca, signal);
    try {
      const greeting = await reply(dialogue);
      if (!greeting[0]?.startsWith('220')) throw dialogue.notUnderstood(greeting.join(' '));
      let offered = await say(dialogue, hello);
      if (smtp.security === 'starttls') {
        if (!offered.some((line) => /^250[ -]STARTTLS\b/i.test(line))) throw dialogue.withoutStartTls();
        const [ready = ''] = await say(dialogue, 'STARTTLS');
        if (!ready.startsWith('220')) throw dialogue.withoutStartTls();
        await dialogue.startTls();
        offered = await say(dialogue, hello);
      }
      dialogue.say('QUIT');
      const extensions = offered.slice(1).map((line) => line.slice(4));
      const answered = `${dialogue.encryption}; ${extensions.join(', ')}`;
      const detail = { host: smtp.host, port: String(smtp.port) };
      if (extensions.some((line) => /^AUTH\b.*\bXOAUTH2\b/i.test(line)))
        return right(asked, answered, detail);
      return fault({ asked, answered, finding: 'oauth-sign-in-not-offered', detail });
    } finally {
      dialogue.close();
    }
  },
};

const longestReply = 100;

async function say(dialogue: Dialogue, command: string): Promise<string[]> {
  dialogue.say(command);
  return reply(dialogue);
}

/** All lines of one reply (RFC 5321 4.2.1). */
async function reply(dialogue: Dialogue): Promise<string[]> {
  const lines: string[] = [];
  while (lines.length < longestReply) {
    const line = await dialogue.line();
    if (!/^\d{3}(?:[ -]|$)/.test(line)) throw dialogue.notUnderstood(line);
    lines.push(line);
    if (line[3] !== '-') return lines;
  }
  throw dialogue.notUnderstood(lines[0] ?? '');
}
