import { describe, expect, it } from 'vitest';
import { correspondents, isAmong, wordsOfCorrespondents } from './correspondents.ts';

describe('a correspondent', () => {
  it.each([
    ['Ann.Lee@Example.COM', 'ann.lee@example.com', true],
    ['ann.lee@example.com', 'ANN.LEE@EXAMPLE.COM', true],
    ['ann@example.com', 'joann@example.com', false],
    ['ann@example.com', 'ann@eu.example.com', false],
    ['ann@münchen.example', 'ann@xn--mnchen-3ya.example', true],
    ['ann@xn--mnchen-3ya.example', 'Ann@MÜNCHEN.example', true],
    ['ÉMILE@example.com', 'émile@example.com', true],
  ])('that is asked for as %s is %s: %s', (asked, address, found) => {
    expect(isAmong(correspondents([asked], []), address)).toBe(found);
  });

  it.each([
    ['example.com', 'a@example.com', true],
    ['Example.COM', 'a@EXAMPLE.com', true],
    ['@example.com', 'a@example.com', true],
    ['*.example.com', 'a@mail.eu.example.com', true],
    ['example.com', 'a@eu.example.com', true],
    ['eu.example.com', 'a@example.com', false],
    ['example.com', 'a@notexample.com', false],
    ['example.com', 'example.com@elsewhere.net', false],
    ['example.com', 'a@example.com.elsewhere.net', false],
  ])('of the domain %s is %s: %s', (asked, address, found) => {
    expect(isAmong(correspondents([], [asked]), address)).toBe(found);
  });
});

it('an internationalised domain is looked for as either of its spellings', () => {
  expect(wordsOfCorrespondents(correspondents([], ['münchen.example']))).toEqual([
    ['xn', 'mnchen', '3ya', 'example'],
    ['munchen', 'example'],
  ]);
});
