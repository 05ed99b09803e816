import { describe, expect, it } from 'vitest';
import { vastMailbox } from './vast.ts';

const start = new Date('2026-01-01T00:00:00Z');

describe('a mailbox too large to be written', () => {
  it('has messages of exactly the size they say, the same each time', () => {
    const message = vastMailbox('seed', start);
    for (let uid = 1; uid <= 300; uid += 1) {
      const { size, raw } = message('Folder 1', uid);
      const octets = raw();
      expect(octets).toHaveLength(size);
      expect(octets.equals(message('Folder 1', uid).raw())).toBe(true);
    }
    expect(message('Folder 2', 1).raw().equals(message('Folder 1', 1).raw())).toBe(false);
  });

  it('has conversations of three, whose subject all share and whose answers name the one before', () => {
    const message = vastMailbox('seed', start);
    const texts = [1, 2, 3, 4].map((uid) => message('Folder', uid).raw().toString());
    const topic = (text = '') => /^Subject: (?:Re: )?(.*)\r$/m.exec(text)?.[1];
    const id = (text = '') => /^Message-ID: (.*)\r$/m.exec(text)?.[1];
    expect(new Set(texts.slice(0, 3).map(topic)).size).toBe(1);
    expect(topic(texts[3])).not.toBe(topic(texts[2]));
    expect(texts[1]).toContain(`In-Reply-To: ${id(texts[0])}\r\n`);
    expect(texts[3]).not.toContain('In-Reply-To');
  });
});
