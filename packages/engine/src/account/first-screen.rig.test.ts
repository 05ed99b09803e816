import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startAccount, watching } from '../testing/practice-account.ts';

it('a new account has its newest mail stored and read before the rest is listed, however slow the disk is', async () => {
  const order: string[] = [];
  const running = await startAccount({
    messages: 700,
    prepare: ({ mail }) => {
      mail.beforeChange = (call) => {
        if (call.startsWith('addArrivals')) order.push('list');
      };
      const saveBodies = mail.saveBodies.bind(mail);
      mail.saveBodies = async (bodies) => {
        if (!order.some((step) => step.startsWith('read'))) await pause(1_000);
        await saveBodies(bodies);
        order.push(`read ${bodies.length}`);
      };
    },
  });
  await running.accounts.until(watching);
  expect(order.slice(0, 2)).toEqual(['list', 'list']);
  expect(order.slice(2, 4).toSorted()).toEqual(['read 100', 'read 50']);
  expect(order[4]).toBe('list');
});
