/** Dan withdraws what Eve has of dan1: her open stream says so, and the next request finds nothing. */
import { z } from 'zod';
import type { Asking } from '../asking.ts';
import { imagePath, imagesOf } from './links.ts';

const listed = z.object({
  shares: z.array(z.object({ id: z.string(), with: z.object({ id: z.string() }) })),
});

/** Milliseconds within which access ends everywhere. */
const promised = 5000;

/** @returns milliseconds until the open stream said so */
export async function probeWithdrawn(asking: Asking): Promise<number> {
  const { browsers, personIds, accounts, server } = asking.world;
  const messageId = accounts.dan1?.messages.x1 ?? '';
  const inline = (await imagesOf(asking, 'eve', messageId)) ?? '';
  const path = `/api/v1/accounts/${accounts.dan1?.accountId}/shares`;
  const { shares } = listed.parse((await asking.ask('dan', { path })).json);
  const share = shares.find((each) => each.with.id === personIds.eve);

  const hungUp = new AbortController();
  const response = await browsers.eve.request('/api/v1/live', { signal: hungUp.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  // A change of her own is told once the stream has looked at what she may see.
  await asking.ask('eve', { path: '/api/v1/me', method: 'PATCH', body: { name: 'Eve' } });
  let text = '';
  while (!text.includes('"noun":"person"')) text += (await reader?.read())?.value ?? '';

  const began = performance.now();
  await asking.ask('dan', { path: `${path}/${share?.id}`, method: 'DELETE' });
  asking.world.shares = asking.world.shares.filter(({ id }) => id !== share?.id);
  const answer = await asking.ask('eve', { path: `/api/v1/messages/${messageId}` });
  if (answer.status !== 404) asking.leak('eve', 'readMessage after it was withdrawn', answer);
  const image = await asking.askIn(server.browser(), { path: imagePath(inline, 'dan1') });
  if (image.status !== 404) asking.leak('eve', 'an image’s address after it was withdrawn', image);
  const timer = setTimeout(() => hungUp.abort(), promised);
  try {
    while (!text.includes('event: start-again')) text += (await reader?.read())?.value ?? '';
  } catch {
    asking.leak('eve', `her stream went on for ${promised} ms`);
  }
  clearTimeout(timer);
  await reader?.cancel().catch(() => undefined);
  return Math.round(performance.now() - began);
}
