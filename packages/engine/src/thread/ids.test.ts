import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxAncestors, threadIds } from './ids.ts';

const none = { messageId: null, inReplyTo: [], references: [] };

describe('threadIds', () => {
  it('strips angle brackets, folding and comments around identifiers', () => {
    const ids = threadIds({
      messageId: ' <own@example.com>\r\n',
      inReplyTo: ['<parent@example.com> (Ada\'s message of "Monday")'],
      references: ['<root@example.com>\r\n\t<par\r\n ent@example.com>'],
    });
    expect(ids.own).toBe('own@example.com');
    expect(ids.ancestors).toEqual(['root@example.com', 'parent@example.com']);
    expect(ids.keys).toEqual(['own@example.com', 'root@example.com', 'parent@example.com']);
    expect(ids.reason).toBe('references');
  });

  it('takes an identifier without brackets only where it stands alone', () => {
    expect(threadIds({ ...none, messageId: 'bare@example.com' }).own).toBe('bare@example.com');
    expect(
      threadIds({ ...none, inReplyTo: ['Your message of Monday to ada@example.com'] }).ancestors,
    ).toEqual([]);
  });

  it.each(['<>', '<0>', '<@>', '<a@>', '<@b>', '', '   ', '<a@b\u0000c>', `<${'x'.repeat(5000)}@y>`])(
    'refuses junk that would tie strangers together: %j',
    (messageId) => {
      expect(threadIds({ ...none, messageId }).own).toBeNull();
    },
  );

  it('refuses an identifier longer than a line may be', () => {
    expect(threadIds({ ...none, messageId: `<${'x'.repeat(1_000_000)}@y>` }).own).toBeNull();
    expect(threadIds({ ...none, messageId: `<${'x'.repeat(997)}@y>` }).own).toBeNull();
    expect(threadIds({ ...none, messageId: `<${'x'.repeat(996)}@y>` }).own).toHaveLength(998);
  });

  it('keeps the root and the nearest of 100,000 references', () => {
    const references = Array.from({ length: 100_000 }, (_, at) => `<${at}@example.com>`);
    const { ancestors } = threadIds({ ...none, references });
    expect(ancestors).toHaveLength(50);
    expect(ancestors[0]).toBe('0@example.com');
    expect(ancestors[1]).toBe('99951@example.com');
    expect(ancestors.at(-1)).toBe('99999@example.com');
    expect(threadIds({ ...none, references: [references.join(' ')] }).ancestors).toEqual(ancestors);
  });

  it('ignores a message that names itself as its ancestor', () => {
    const ids = threadIds({ messageId: '<a@b>', inReplyTo: ['<a@b>'], references: ['<a@b> <a@b>'] });
    expect(ids).toEqual({ own: 'a@b', ancestors: [], keys: ['a@b'], reason: 'root' });
  });

  it('gives In-Reply-To as the reason where there are no References', () => {
    expect(threadIds({ ...none, inReplyTo: ['<p@b>'] }).reason).toBe('in-reply-to');
    expect(threadIds({ ...none, inReplyTo: ['<p@b>'], references: ['junk'] }).reason).toBe('in-reply-to');
  });

  it('takes In-Reply-To only where it names one message, since of several one is mostly an address', () => {
    const prose = ['Message from Ada <ada@example.org> of "Mon, 9 Sep" <1@example.org>'];
    expect(threadIds({ ...none, inReplyTo: prose })).toMatchObject({ ancestors: [], reason: 'root' });
    expect(threadIds({ ...none, inReplyTo: ['<1@b> <1@b>', '<1@b>'] }).ancestors).toEqual(['1@b']);
    expect(threadIds({ ...none, inReplyTo: prose, references: ['<r@b>'] }).ancestors).toEqual(['r@b']);
  });

  it('takes no address of somebody on the mail for an identifier', () => {
    const from = [{ address: 'Eve@example.org' }];
    const to = [{ address: 'ada@example.org' }];
    const ids = threadIds({
      ...none,
      inReplyTo: ['Message from Ada <ADA@example.org> of Monday'],
      references: ['<eve@example.org> <1@example.org>'],
      from,
      to,
    });
    expect(ids.keys).toEqual(['1@example.org']);
    expect(threadIds({ ...none, cc: to, inReplyTo: ['<ada@example.org>'] }).reason).toBe('root');
  });

  it('uses only the thread of a server that threads mail itself', () => {
    const ids = threadIds({ messageId: '<a@b>', inReplyTo: ['<p@b>'], references: [], threadId: '1715' });
    expect(ids.keys).toEqual(['server 1715']);
    expect(ids.reason).toBe('server');
    expect(threadIds({ ...none, messageId: '<server1715@b>' }).keys).not.toContain('server 1715');
  });

  it('bounds whatever it is given, and normalising again changes nothing', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('<', '>', '@', 'a', 'b.c', ' ', '\r\n ', '\u0000', '"', '('))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.option(text), fc.array(text), fc.array(text), (messageId, inReplyTo, references) => {
        const ids = threadIds({ messageId, inReplyTo, references });
        expect(ids.ancestors.length).toBeLessThanOrEqual(maxAncestors);
        expect(new Set(ids.keys).size).toBe(ids.keys.length);
        for (const key of ids.keys) expect(key).toMatch(/^[^\s<>]{3,998}$/);
        const again = threadIds({
          messageId: ids.own && `<${ids.own}>`,
          inReplyTo: [],
          references: ids.ancestors.slice(0, 50).map((id) => `<${id}>`),
        });
        expect(again.own).toBe(ids.own);
        expect(again.ancestors).toEqual(ids.ancestors.slice(0, 50));
      }),
    );
  });
});
