import { describe, expect, it } from 'vitest';
import { formatsOf } from './formats.ts';

const now = new Date(2026, 10, 20, 15, 0);
const iso = (...parts: [number, number, number, number?, number?]) => new Date(...parts).toISOString();
/** ICU writes narrow and no-break spaces; what matters here are the words. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('listDate', () => {
  const english = formatsOf('en');
  it('is the time today, the weekday within a week, the day within a year, then the whole date', () => {
    expect(plain(english.listDate(iso(2026, 10, 20, 9, 5), now))).toBe('9:05 AM');
    expect(english.listDate(iso(2026, 10, 19, 23, 59), now)).toBe('Thu');
    expect(english.listDate(iso(2026, 10, 13, 12), now)).toBe('Nov 13');
    expect(english.listDate(iso(2025, 0, 2), now)).toBe('1/2/2025');
  });
  it('writes a date in the future as a date, not as a weekday of the past', () => {
    expect(english.listDate(iso(2026, 10, 22), now)).toBe('Nov 22');
  });
  it('follows the language', () => {
    expect(formatsOf('zh-CN').listDate(iso(2026, 10, 13), now)).toBe('11月13日');
    expect(formatsOf('fr').listDate(iso(2026, 10, 13), now)).toBe('13 nov.');
  });
});

describe('duration', () => {
  it('rounds up and never says nothing is left', () => {
    const english = formatsOf('en');
    expect(english.duration(0)).toBe('5 seconds');
    expect(english.duration(61)).toBe('2 minutes');
    expect(english.duration(5400)).toBe('1.5 hours');
  });
  it('takes the plural of the language', () => {
    expect(plain(formatsOf('ru').duration(120))).toBe('2 минуты');
    expect(plain(formatsOf('ru').duration(300))).toBe('5 минут');
  });
});

describe('size and ago', () => {
  it('chooses the unit', () => {
    expect(formatsOf('en').size(999)).toBe('999 byte');
    expect(formatsOf('en').size(1_440_000)).toBe('1.4 MB');
    expect(plain(formatsOf('fr').size(25_000))).toBe('25 ko');
  });
  it('says how long ago', () => {
    expect(formatsOf('en').ago(new Date(now.getTime() - 5_000).toISOString(), now)).toBe('now');
    expect(formatsOf('it').ago(new Date(now.getTime() - 180_000).toISOString(), now)).toBe('3 minuti fa');
  });
});

describe('list', () => {
  it.each(['en', 'fr', 'it', 'pt-BR', 'ru', 'zh-CN'])('keeps two names apart in %s', (tag) => {
    const [first = '', second = ''] = formatsOf(tag).list(['Ana', 'Bo', 'Cy']).split('Bo');
    expect(first).toMatch(/^Ana[,、]/);
    expect(second).toMatch(/^[,、]? ?.+Cy$/);
  });
});

describe('a time zone', () => {
  const at = '2026-11-20T23:30:00Z';
  const rome = formatsOf('en-GB', 'Europe/Rome');
  const honolulu = formatsOf('en-GB', 'Pacific/Honolulu');

  it('says on which day and at what time something happened', () => {
    expect([rome.time(at), rome.date(at)]).toEqual(['00:30', '21 November 2026']);
    expect([honolulu.time(at), honolulu.date(at)]).toEqual(['13:30', '20 November 2026']);
    expect(rome.fullDate(at)).toMatch(/^Saturday,? 21 November 2026/);
    expect([rome.dayOf(at), honolulu.dayOf(at)]).toEqual(['2026-11-21', '2026-11-20']);
  });

  it('decides what was today, this week and this year', () => {
    const later = new Date('2026-11-21T08:00:00Z');
    expect(rome.listDate(at, later)).toBe('00:30');
    expect(honolulu.listDate(at, later)).toBe('13:30');
    expect(honolulu.listDate(at, new Date('2026-11-21T11:00:00Z'))).toBe('Fri');
    const newYear = new Date('2026-12-31T23:30:00Z');
    expect(rome.listDate('2026-01-01T12:00:00Z', newYear)).toBe('01/01/2026');
    expect(honolulu.listDate('2026-01-01T12:00:00Z', newYear)).toBe('1 Jan');
  });

  it('keeps its days where a clock is put back: the week before is not an hour short of one', () => {
    const before = '2026-10-24T22:30:00Z';
    expect(rome.listDate(before, new Date('2026-10-31T12:00:00Z'))).toBe('Sun');
    expect(rome.listDate(before, new Date('2026-11-01T12:00:00Z'))).toBe('25 Oct');
  });

  it('changes nothing about a day of the calendar', () => {
    for (const { day, shortDay } of [rome, honolulu])
      expect([day('2026-12-24'), shortDay('2026-12-24')]).toEqual(['24 December 2026', '24 Dec']);
  });

  it('is that of the device where none was chosen', () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(formatsOf('en-GB').fullDate(at)).toBe(formatsOf('en-GB', here).fullDate(at));
  });
});
