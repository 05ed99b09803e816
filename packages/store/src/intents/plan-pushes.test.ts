import { describe, expect, it } from 'vitest';
import { type OpenIntent, planPushes } from './plan-pushes.ts';

const intent = (id: number, over: Partial<OpenIntent> = {}): OpenIntent => ({
  id,
  messageId: 1,
  folderId: 10,
  flag: 'seen',
  value: 1,
  ...over,
});
const folders = (...ids: number[]) => new Map([[1, new Set(ids)]]);
const pushed = (plan: ReturnType<typeof planPushes>) =>
  plan.push.map(({ intent: { id }, folderId }) => [id, folderId]);

describe('planPushes', () => {
  it('pushes an intent to the folder it was made for', () => {
    const plan = planPushes([intent(1)], folders(10));
    expect(pushed(plan)).toEqual([[1, 10]]);
    expect(plan.superseded).toEqual([]);
  });

  it('pushes only the newest of several, and settles the others', () => {
    const plan = planPushes([intent(1), intent(2, { value: 0 }), intent(3)], folders(10));
    expect(pushed(plan)).toEqual([[3, 10]]);
    expect(plan.superseded.sort()).toEqual([1, 2]);
  });

  it('keeps different flags and different messages apart', () => {
    const places = new Map([
      [1, new Set([10])],
      [2, new Set([10])],
    ]);
    const plan = planPushes([intent(1), intent(2, { flag: 'flagged' }), intent(3, { messageId: 2 })], places);
    expect(pushed(plan)).toHaveLength(3);
  });

  it('pushes to every folder that holds the message', () => {
    const plan = planPushes([intent(1), intent(2, { folderId: 11 })], folders(10, 11));
    expect(pushed(plan)).toEqual([
      [1, 10],
      [2, 11],
    ]);
  });

  it('follows a message that was moved', () => {
    expect(pushed(planPushes([intent(1)], folders(12)))).toEqual([[1, 12]]);
    expect(pushed(planPushes([intent(1, { folderId: null })], folders(12)))).toEqual([[1, 12]]);
  });

  it('waits with one intent for a message that is nowhere', () => {
    const plan = planPushes([intent(1), intent(2)], new Map());
    expect(plan.push).toEqual([]);
    expect(plan.superseded).toEqual([1]);
  });
});
