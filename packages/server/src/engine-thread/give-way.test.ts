import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';

const module = new URL('./give-way.ts', import.meta.url).href;

/** A thread that gives way, tells its priority, and that of a thread that it starts then. */
const program = `
  const { getPriority } = require('node:os');
  const { parentPort, Worker } = require('node:worker_threads');
  import(${JSON.stringify(module)}).then(({ giveWay }) => {
    giveWay();
    const tell = "require('node:worker_threads').parentPort.postMessage(require('node:os').getPriority())";
    new Worker(tell, { eval: true }).once('message', (below) => parentPort.postMessage([getPriority(), below]));
  });
`;

describe.runIf(process.platform === 'linux')('a thread that gives way', () => {
  it('goes behind the one that started it, with all that it starts itself', async () => {
    const before = getPriority();
    const [priorities] = await once(new Worker(program, { eval: true }), 'message');
    expect(priorities).toEqual([before + 5, before + 5]);
    expect(getPriority()).toBe(before);
  });
});
