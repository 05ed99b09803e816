import { randomUUID } from 'node:crypto';
import type { Account, Message, Outgoing } from './answers.ts';
import type { Browser } from './browser.ts';
import { waitFor } from './wait-for.ts';
import { WalkFailed } from './walk-failed.ts';

/** Sent is sent; `filed` follows when the copy that the provider keeps has been seen. */
const sentStates = ['sent', 'filed'];

/** Step 7: answers the message and waits until the server says that it is sent. */
export async function answerMessage(browser: Browser, account: Account, message: Message): Promise<void> {
  const sentence = 'Thank you, that works for me. I will call you tomorrow morning.';
  const handedOver = await browser.post<Outgoing>(
    '/api/v1/outgoing',
    {
      accountId: account.id,
      inReplyTo: message.id,
      to: message.from,
      cc: [],
      bcc: [],
      subject: `Re: ${message.subject}`,
      html: `<p>${sentence}</p>`,
      text: sentence,
    },
    { 'idempotency-key': randomUUID() },
  );
  await waitFor(60, async () => {
    const outgoing = await browser.read<Outgoing>(`/api/v1/outgoing/${handedOver.id}`);
    if (outgoing.state === 'failed' || outgoing.state === 'unknown') {
      throw new WalkFailed(`The answer is ${outgoing.state}: ${outgoing.failure?.kind ?? 'no reason'}`);
    }
    const why = outgoing.failure === null ? '' : ` (${outgoing.failure.kind})`;
    return sentStates.includes(outgoing.state)
      ? { done: outgoing }
      : { still: `the answer was ${outgoing.state}${why}` };
  });
}
