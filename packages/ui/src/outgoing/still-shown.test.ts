import type { Outgoing } from '@mailroom/model';
import { expect, it } from 'vitest';
import { stillShown } from './still-shown.ts';

const outgoing = (state: Outgoing['state']): Outgoing => ({
  id: state,
  accountId: 'a',
  conversationId: 'c',
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  snippet: '',
  state,
  failure: null,
  heldUntil: null,
  deliveries: [],
  createdAt: '2026-11-20T10:00:00Z',
  sentAt: null,
});

const own = new Set(['me@own.test']);
const mine = { from: [{ name: '', address: 'Me@own.test' }], receivedAt: '2026-11-20T10:00:05Z' };
const shown = (state: Outgoing['state'], messages: (typeof mine)[]) =>
  stillShown([outgoing(state)], messages, own).length === 1;

it('shows a sent message until its copy is in the conversation', () => {
  expect(shown('sent', [])).toBe(true);
  expect(shown('sent', [{ ...mine, receivedAt: '2026-11-19T10:00:00Z' }])).toBe(true);
  expect(shown('sent', [{ ...mine, from: [{ name: '', address: 'ana@a.test' }] }])).toBe(true);
  expect(shown('sent', [mine])).toBe(false);
});

it('always shows what did not simply go well', () => {
  for (const state of ['queued', 'transmitting', 'waiting', 'failed', 'unknown'] as const)
    expect(shown(state, [mine])).toBe(true);
  expect(shown('filed', [])).toBe(false);
});

it('shows what was sent and filed but refused for one recipient', () => {
  const refused = { recipient: 'ana@a.test', state: 'refused' as const, failure: null };
  expect(stillShown([{ ...outgoing('filed'), deliveries: [refused] }], [mine], own)).toHaveLength(1);
});
