import { describe, expect, it } from 'vitest';
import { type Command, matchKeys, pressedKey } from './command.ts';

const command = (id: string, keys: Command['keys'], when?: () => boolean): Command => ({
  id,
  group: 'general',
  label: 'help',
  keys,
  when,
  run: () => undefined,
});

const commands = [
  command('next', ['j']),
  command('inbox', ['g', 'i']),
  command('reply', ['r'], () => false),
  command('accounts', ['g', 'a']),
  command('all', ['a']),
];

const outcome = (...pressed: string[]) => {
  const match = matchKeys(pressed, commands);
  return match.kind === 'run' ? match.command.id : match.kind;
};

describe('matchKeys', () => {
  it('runs a single key and waits in a sequence', () => {
    expect(outcome('j')).toBe('next');
    expect(outcome('g')).toBe('more');
    expect(outcome('g', 'i')).toBe('inbox');
  });
  it('prefers the sequence to the single key that ends it', () => {
    expect(outcome('g', 'a')).toBe('accounts');
    expect(outcome('a')).toBe('all');
  });
  it('starts over with the last key of a sequence that leads nowhere', () => {
    expect(outcome('g', 'j')).toBe('next');
    expect(outcome('g', 'x')).toBe('none');
  });
  it('passes over a command that does not apply', () => {
    expect(outcome('r')).toBe('none');
  });
});

describe('pressedKey', () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

  it('names a letter by what it writes, and with Shift what writes nothing', () => {
    expect(pressedKey({ ...none, key: 'x' })).toBe('x');
    expect(pressedKey({ ...none, key: 'U', shiftKey: true })).toBe('U');
    expect(pressedKey({ ...none, key: '#', shiftKey: true })).toBe('#');
    expect(pressedKey({ ...none, key: 'ArrowDown', shiftKey: true })).toBe('Shift+ArrowDown');
  });

  it('takes Ctrl and Command for one key, and leaves every other combination alone', () => {
    expect(pressedKey({ ...none, key: 'a', ctrlKey: true })).toBe('Mod+a');
    expect(pressedKey({ ...none, key: 'a', metaKey: true })).toBe('Mod+a');
    expect(pressedKey({ ...none, key: 'A', ctrlKey: true, shiftKey: true })).toBeNull();
    expect(pressedKey({ ...none, key: 'a', altKey: true })).toBeNull();
  });
});
