import { describe, expect, it } from 'vitest';
import { type MailboxChange, PracticeMailbox } from './index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function filled(count: number) {
  const mailbox = new PracticeMailbox({
    address: 'ann@example.org',
    clock: () => new Date('2026-01-02T03:04:05.678Z'),
  });
  const inbox = mailbox.folder('INBOX');
  for (let n = 1; n <= count; n += 1) inbox.append(bytes(`Subject: ${n}\r\n\r\n`));
  return { mailbox, inbox };
}

describe('a practice mailbox', () => {
  it('has an INBOX, found in any case', () => {
    const mailbox = new PracticeMailbox({ address: 'ann@example.org' });
    expect(mailbox.folder('inbox')).toBe(mailbox.folder('INBOX'));
    expect(() => mailbox.folder('Sent')).toThrow('No folder Sent');
  });

  it('numbers messages upwards and never reuses a UID', () => {
    const { inbox } = filled(3);
    inbox.expunge(3);
    expect(inbox.append(bytes('x')).uid).toBe(4);
    expect(inbox.messages.map(({ uid }) => uid)).toEqual([1, 2, 4]);
    expect(inbox.uidNext).toBe(5);
    expect(inbox.byUid(3)).toBeUndefined();
  });

  it('keeps whole seconds of the received date', () => {
    const { inbox } = filled(1);
    expect(inbox.byUid(1)?.internalDate.toISOString()).toBe('2026-01-02T03:04:05.000Z');
  });

  it('raises the modification sequence with every change, and only then', () => {
    const { inbox } = filled(2);
    const before = inbox.highestModseq;
    inbox.addFlags(1, ['\\seen']);
    expect(inbox.byUid(1)?.flags).toEqual(new Set(['\\Seen']));
    expect(inbox.byUid(1)?.modseq).toBe(before + 1);
    inbox.addFlags(1, ['\\SEEN']);
    expect(inbox.highestModseq).toBe(before + 1);
    inbox.expunge(2);
    expect(inbox.highestModseq).toBe(before + 2);
    expect(inbox.vanishedSince(before + 1)).toEqual([{ uid: 2, modseq: before + 2 }]);
    expect(inbox.vanishedSince(before + 2)).toEqual([]);
  });

  it('keeps flags, date and identity when a message moves, and gives it a new UID', () => {
    const { mailbox, inbox } = filled(2);
    const archive = mailbox.createFolder('Archive');
    archive.append(bytes('older'));
    const original = inbox.addFlags(2, ['\\Flagged']);
    const moved = inbox.move(2, archive);
    expect(moved.uid).toBe(2);
    expect(moved.flags).toEqual(new Set(['\\Flagged']));
    expect(moved.emailId).toBe(original.emailId);
    expect(inbox.byUid(2)).toBeUndefined();
  });

  it('renames a folder with everything below it', () => {
    const { mailbox } = filled(0);
    const inner = mailbox.createFolder('Work/Old');
    mailbox.createFolder('Workshop');
    mailbox.createFolder('Work');
    mailbox.renameFolder('Work', 'Office');
    expect(inner.path).toBe('Office/Old');
    expect(mailbox.folders().map(({ path }) => path)).toEqual(['INBOX', 'Workshop', 'Office/Old', 'Office']);
  });

  it('gives a recreated folder a greater UIDVALIDITY', () => {
    const { mailbox } = filled(0);
    const first = mailbox.createFolder('Work').uidValidity;
    mailbox.deleteFolder('Work');
    expect(mailbox.createFolder('Work').uidValidity).toBeGreaterThan(first);
  });

  it('keeps a deleted name that holds other folders, without messages', () => {
    const { mailbox } = filled(0);
    mailbox.createFolder('Work').append(bytes('x'));
    mailbox.createFolder('Work/Old');
    mailbox.deleteFolder('Work');
    expect(mailbox.folder('Work').selectable).toBe(false);
    expect(mailbox.folder('Work').messages).toEqual([]);
  });

  it('makes a lazy message only when it is read', () => {
    const { inbox } = filled(0);
    let made = 0;
    const message = inbox.append(
      () => {
        made += 1;
        return bytes('hello');
      },
      { size: 5 },
    );
    expect(message.size).toBe(5);
    expect(made).toBe(0);
    expect(message.raw()).toEqual(bytes('hello'));
    expect(made).toBe(1);
  });

  it('tells subscribers what happened until they stop listening', () => {
    const { mailbox, inbox } = filled(1);
    const heard: MailboxChange['kind'][] = [];
    const stop = mailbox.subscribe(({ kind }) => heard.push(kind));
    inbox.append(bytes('x'));
    inbox.setFlags(1, ['\\Seen']);
    inbox.expungeAll(new Set([1, 2]));
    inbox.renumber();
    stop();
    inbox.append(bytes('y'));
    expect(heard).toEqual([
      'message-added',
      'message-changed',
      'message-removed',
      'message-removed',
      'folder-renumbered',
    ]);
  });

  it('holds a hundred thousand messages in seconds and finds any of them at once', () => {
    const { inbox } = filled(0);
    const make = () => bytes('x');
    for (let n = 0; n < 100_000; n += 1) inbox.append(make, { size: 1, flags: n % 2 ? ['\\Seen'] : [] });
    expect(inbox.byUid(77_777)?.uid).toBe(77_777);
    expect(inbox.byUid(2)?.flags).toBe(inbox.byUid(4)?.flags);
  });
});
