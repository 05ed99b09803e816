import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { OpenAnswers } from './open-answers.ts';

class Answer extends EventEmitter {
  destroy = vi.fn(() => this.emit('close'));
}

/** A clock whose intervals pass when the test says so. */
function world() {
  const waits: (() => void)[] = [];
  const answers = new OpenAnswers({
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        waits.push(resolve);
        signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      }),
  });
  const look = async () => {
    const before = waits.length;
    waits.at(-1)?.();
    await expect.poll(() => waits.length).toBe(before + 1);
  };
  answers.start();
  return { answers, look };
}

describe('an answer under way', () => {
  it('goes on while it may, and is cut off at the first look after that', async () => {
    const { answers, look } = world();
    const answer = new Answer();
    const mayGoOn = vi.fn(async () => undefined);
    answers.add(answer, mayGoOn);
    await look();
    expect(answer.destroy).not.toHaveBeenCalled();
    mayGoOn.mockRejectedValueOnce(new Error('ended'));
    await look();
    expect(answer.destroy).toHaveBeenCalledTimes(1);
    await look();
    expect(mayGoOn).toHaveBeenCalledTimes(2);
    await answers.stop();
  });

  it('is asked about no more once it is over', async () => {
    const { answers, look } = world();
    const answer = new Answer();
    const mayGoOn = vi.fn(async () => undefined);
    answers.add(answer, mayGoOn);
    answer.emit('close');
    await look();
    expect(mayGoOn).not.toHaveBeenCalled();
    await answers.stop();
  });
});
