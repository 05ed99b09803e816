import { expect, it } from 'vitest';
import { factsOf } from './audit-facts.ts';

it('tells levels, people and lists in words, counts as numbers, and leaves out ids and what is none', () => {
  expect(
    factsOf({
      detail: {
        level: 'send',
        before: 'read',
        person: 'p7',
        outgoing: '12',
        messages: 3,
        sessions: 0,
        future: false,
        scopes: ['read', 'send'],
        parts: 'name, signIn',
      },
    }),
  ).toEqual([
    { name: 'person', value: { kind: 'person', id: 'p7' } },
    { name: 'level', value: { kind: 'words', of: 'levels', words: ['send'] } },
    { name: 'before', value: { kind: 'words', of: 'levels', words: ['read'] } },
    { name: 'messages', value: { kind: 'number', number: 3 } },
    { name: 'future', value: { kind: 'boolean', value: false } },
    { name: 'scopes', value: { kind: 'words', of: 'keyScopes', words: ['read', 'send'] } },
    { name: 'parts', value: { kind: 'words', of: 'policyParts', words: ['name', 'signIn'] } },
  ]);
});

it('tells what was before and after by what it is: a role, a name, a number of days', () => {
  expect(factsOf({ detail: { from: 'member', to: 'administrator' } }).map(({ value }) => value.kind)).toEqual(
    ['words', 'words'],
  );
  expect(factsOf({ detail: { from: 'Sales, north', to: 'Sales' } })).toEqual([
    { name: 'from', value: { kind: 'text', text: 'Sales, north' } },
    { name: 'to', value: { kind: 'text', text: 'Sales' } },
  ]);
  expect(factsOf({ detail: { before: 400, days: 90 } }).map(({ value }) => value)).toEqual([
    { kind: 'number', number: 400 },
    { kind: 'number', number: 90 },
  ]);
});
