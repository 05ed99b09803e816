/** A part of a benchmark in a process of its own, so that its memory and its processor time are its own. One question at a time. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child<Question, Answer> {
  pid: number;
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** @param program of which the child is run; it calls `answering`. */
export function startChild<Question, Answer>(
  program: string,
  nodeOptions: readonly string[] = [],
): Child<Question, Answer> {
  const child: ChildProcess = fork(program, [], {
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    async ask(question) {
      const answer = once(child, 'message');
      child.send(question as object);
      const [value] = await Promise.race([
        answer,
        ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code}`))),
      ]);
      return value as Answer;
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The child's side: answers each question; ends when the parent has no more, after `end`. */
export function answering<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
  end: () => Promise<void>,
): void {
  process.on('message', async (question: Question) => {
    process.send?.(await answer(question));
  });
  process.on('disconnect', async () => {
    await end();
    process.exit();
  });
}
