import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, it } from 'vitest';
import { headerValue } from '../smtp/header-section.ts';
import type { FiledMessage } from './filing.ts';
import { staff } from './organisation.ts';
import { languages } from './texts/phrases.ts';
import { buildWorld, type World } from './world.ts';

const end = new Date('2026-11-20T12:00:00Z');
const [nora] = staff;
let world: World;
let mine: FiledMessage[];

beforeAll(() => {
  world = buildWorld({ seed: 'practice', end });
  mine = world.messages.filter(({ owner }) => owner === nora.address);
});

function fingerprint(messages: readonly FiledMessage[]): string {
  const hash = createHash('sha256');
  for (const { owner, folder, flags, raw } of messages)
    hash.update(JSON.stringify([owner, folder, flags])).update(raw);
  return hash.digest('hex');
}

describe('the practice world', () => {
  it('is the same byte for byte from the same seed, and another from another', () => {
    const again = buildWorld({ seed: 'practice', end });
    expect(fingerprint(again.messages)).toBe(fingerprint(world.messages));
    expect(fingerprint(buildWorld({ seed: 'other', end }).messages)).not.toBe(fingerprint(world.messages));
  });

  it('gives the main persona more than 2,000 messages and everyone else a few hundred', () => {
    expect(mine.length).toBeGreaterThan(2_000);
    for (const person of staff) {
      const count = world.messages.filter(({ owner }) => owner === person.address).length;
      expect(count, person.name).toBeGreaterThan(150);
    }
  });

  it.each(languages)('has at least 200 of her messages in %s', (language) => {
    expect(mine.filter((message) => message.language === language).length).toBeGreaterThan(200);
  });

  it.each([
    ['customer', 800],
    ['supplier', 250],
    ['colleague', 250],
    ['newsletter', 200],
    ['machine', 100],
    ['stranger', 40],
    ['bounce', 8],
    ['automatic-reply', 8],
    ['draft', 2],
  ] as const)('has %s mail: at least %i', (kind, least) => {
    expect(mine.filter((message) => message.kind === kind).length).toBeGreaterThanOrEqual(least);
  });

  it('keeps unread, flagged, answered, sent, archived and junk mail apart', () => {
    const count = (matches: (message: FiledMessage) => boolean): number => mine.filter(matches).length;
    expect(count(({ flags }) => !flags.includes('\\Seen'))).toBeGreaterThan(50);
    expect(count(({ flags }) => flags.includes('\\Flagged'))).toBeGreaterThan(10);
    expect(count(({ flags }) => flags.includes('\\Answered'))).toBeGreaterThan(200);
    for (const role of ['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash'] as const) {
      expect(
        count(({ folder }) => 'role' in folder && folder.role === role),
        role,
      ).toBeGreaterThan(0);
    }
    const paths = new Set(mine.flatMap(({ folder }) => ('path' in folder ? [folder.path] : [])));
    expect(paths).toContain('Projects/The Quayside');
    expect(paths).toContain('项目/西湖云栖');
  });

  it('stays within its two years, oldest first', () => {
    const times = world.messages.map(({ date }) => date.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.UTC(2024, 10, 20, 12));
    expect(Math.max(...times)).toBeLessThanOrEqual(end.getTime());
  });

  it('answers only messages that lie in the same mailbox and are older', () => {
    const dates = new Map(mine.map(({ messageId, date }) => [messageId, date]));
    let answers = 0;
    for (const { raw, date, messageId } of mine) {
      expect(headerValue(raw, 'Message-ID')).toBe(messageId);
      const references = headerValue(raw, 'References')?.split(/\s+/) ?? [];
      if (references.length === 0) continue;
      answers += 1;
      expect(references.at(-1)).toBe(headerValue(raw, 'In-Reply-To'));
      for (const reference of references) {
        const answered = dates.get(reference);
        expect(answered, `${reference} of ${messageId}`).toBeDefined();
        expect(answered?.getTime()).toBeLessThanOrEqual(date.getTime());
      }
    }
    expect(answers).toBeGreaterThan(1_000);
    expect(new Set(mine.map(({ messageId }) => messageId)).size).toBe(mine.length);
  });

  it('is read without loss by a parser that is not ours', async () => {
    for (const { raw, messageId, kind } of mine) {
      const mail = await PostalMime.parse(raw);
      expect(mail.messageId).toBe(messageId);
      expect(mail.from?.address).toMatch(/@.+\.(test|example\.(com|net|org))$/);
      const text = `${mail.subject} ${mail.from?.name} ${mail.text ?? ''} ${mail.html ?? ''}`;
      expect(text, messageId).not.toContain('\ufffd');
      expect(text, messageId).not.toMatch(/\{\w+\}|undefined|=\?/);
      expect((mail.text ?? mail.html ?? '').length, `${kind} ${messageId}`).toBeGreaterThan(20);
      for (const attachment of mail.attachments) {
        expect(attachment.filename ?? attachment.mimeType, messageId).not.toBe('');
        const { content } = attachment;
        expect(typeof content === 'string' ? content.length : content.byteLength).toBeGreaterThan(0);
      }
    }
  });

  it('is written in the charsets and encodings of many mail programs', () => {
    const wire = mine.map(({ raw }) => raw.toString('latin1'));
    for (const charset of ['us-ascii', 'utf-8', 'iso-8859-1', 'koi8-r', 'gb18030']) {
      expect(wire.filter((raw) => raw.includes(`charset=${charset}`)).length, charset).toBeGreaterThan(10);
    }
    for (const type of [
      'multipart/alternative',
      'multipart/related',
      'multipart/mixed',
      'multipart/report',
      'text/calendar',
      'application/pdf',
      'image/png',
      'text/csv',
      'application/zip',
      'wordprocessingml',
    ]) {
      expect(wire.filter((raw) => raw.includes(type)).length, type).toBeGreaterThan(2);
    }
  });

  it('has no line longer than 998 octets and no bare line break', () => {
    const broken = mine.filter(({ raw }) =>
      raw
        .toString('latin1')
        .split('\r\n')
        .some((line) => line.length > 998 || /[\r\n]/.test(line)),
    );
    expect(broken.map(({ messageId }) => messageId)).toEqual([]);
  });
});

describe('fresh mail', () => {
  it('is new, dated when asked, and always concerns the main persona', async () => {
    const ids = new Set<string>();
    for (let minute = 1; minute <= 120; minute += 1) {
      const at = new Date(end.getTime() + minute * 60_000);
      const filed = world.fresh.next(at);
      const hers = filed.filter(({ owner }) => owner === nora.address);
      expect(hers).toHaveLength(1);
      for (const { raw, messageId, date } of hers) {
        expect(ids.has(messageId)).toBe(false);
        ids.add(messageId);
        expect(date).toEqual(at);
        const mail = await PostalMime.parse(raw);
        expect(`${mail.subject}${mail.text ?? mail.html}`).not.toMatch(/\{\w+\}|undefined/);
        for (const answered of mail.inReplyTo === undefined ? [] : [mail.inReplyTo])
          expect(ids).toContain(answered);
      }
    }
  });
});
