import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@mailroom/rig/demo/walk/browser';

/** Between two requests of the person: five a second is somebody who looks around in a hurry. */
const betweenRequests = 200;

/** What a person does during a synchronisation: the list, a search, a conversation, the folders. Answers each one's milliseconds. */
export async function timeRequests(browser: Browser, signal: AbortSignal): Promise<number[]> {
  const milliseconds: number[] = [];
  const timed = async <T>(path: string): Promise<T> => {
    const began = performance.now();
    const answer = await browser.read<T>(path);
    milliseconds.push(performance.now() - began);
    await pause(betweenRequests);
    return answer;
  };
  while (!signal.aborted) {
    const { conversations } = await timed<{ conversations: { id: string }[] }>(
      '/api/v1/conversations?role=inbox',
    );
    await timed('/api/v1/conversations?words=please');
    const [first] = conversations;
    if (first) await timed(`/api/v1/conversations/${first.id}`);
    await timed('/api/v1/folders');
  }
  return milliseconds;
}
