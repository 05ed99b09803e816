import { beforeEach, expect, it } from 'vitest';
import { rememberWayBack, takeWayBack } from './way-back.ts';

let kept: Map<string, string>;
let store: Storage;
beforeEach(() => {
  kept = new Map();
  store = {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: () => null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
});

const guide = { providerAppId: '7', path: '/settings/provider-apps/7/guide' };

it('leads back once, after a mailbox of the app that asked for it', () => {
  rememberWayBack(guide, store);
  expect(takeWayBack('8', store)).toBeNull();
  expect(takeWayBack(null, store)).toBeNull();
  expect(takeWayBack('7', store)).toBe(guide.path);
  expect(takeWayBack('7', store)).toBeNull();
  expect(store.length).toBe(0);
});

it('leads nowhere else than into the app, whatever stands in the tab', () => {
  rememberWayBack({ ...guide, path: '//elsewhere.example' }, store);
  expect(takeWayBack('7', store)).toBe('/');
  for (const text of ['', 'x', 'null', '7', '{"path":1}']) {
    kept.set('mailroom.way-back', text);
    expect(takeWayBack('7', store)).toBeNull();
  }
});
