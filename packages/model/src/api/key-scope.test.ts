import { describe, expect, it } from 'vitest';
import { type RouteName, routes } from './index.ts';
import { keyScopeOf } from './key-scope.ts';
import type { Route } from './route.ts';

const scopeOf = (name: RouteName) => keyScopeOf(routes[name]);

describe('what an API key needs', () => {
  it('is to read for what only reads', () => {
    expect([scopeOf('readMe'), scopeOf('listConversations'), scopeOf('listConversationMessages')]).toEqual([
      'read',
      'read',
      'read',
    ]);
  });

  it('is what the change is about', () => {
    expect(scopeOf('createIntents')).toBe('organise');
    expect(scopeOf('createOutgoing')).toBe('send');
    expect(scopeOf('unlinkAccount')).toBe('accounts');
    expect(scopeOf('deleteProviderApp')).toBe('administration');
  });

  it('is nothing there is for a change that nobody has thought of', () => {
    const unheardOf: Route = {
      method: 'POST',
      path: '/api/v1/unheard-of',
      summary: '',
      tag: 'unheard of',
      access: 'person',
      response: null,
    };
    expect(keyScopeOf(unheardOf)).toBeNull();
  });

  it('is nothing there is for a sign-in page, which a program cannot walk', () => {
    expect(scopeOf('linkOauth')).toBeNull();
  });
});
