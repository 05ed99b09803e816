import { describe, expect, it } from 'vitest';
import { displayName, initials, shortName, visible } from './display-name.ts';

const address = 'thief@elsewhere.test';

describe('displayName', () => {
  it('shows the name a person has', () => {
    expect(displayName({ name: ' Ana Souza ', address })).toBe('Ana Souza');
  });
  it('does not believe a name that is written like an address', () => {
    for (const name of ['ceo@company.com', 'CEO <ceo@company.com>', 'ceo＠company.com', 'x﹫y']) {
      expect(displayName({ name, address })).toBe(address);
    }
  });
  it('takes out characters that reorder or hide text', () => {
    expect(displayName({ name: '\u202egnp.elif\u202c Bank\u200b', address })).toBe('gnp.elif Bank');
    expect(visible('a\u0000b\u2066c')).toBe('abc');
  });
  it('shows the address when there is no name', () => {
    expect(displayName({ name: '', address })).toBe(address);
  });
});

describe('shortName and initials', () => {
  it('shortens a personal name and nothing else', () => {
    expect(shortName({ name: 'Ana Souza', address })).toBe('Ana');
    expect(shortName({ name: 'Société Générale de Surveillance', address })).toBe(
      'Société Générale de Surveillance',
    );
    expect(shortName({ name: '王小明', address })).toBe('王小明');
    expect(shortName({ name: '', address })).toBe('thief');
  });
  it('leaves the name of what is no person whole', () => {
    const whole = (name: string, address: string) => expect(shortName({ name, address })).toBe(name);
    whole('Mail Delivery System', 'MAILER-DAEMON@mx.example');
    whole('Severn Bank', 'no-reply@bank.example');
    whole('Rivoire Suivi', 'notifications+17@rivoire.example');
    expect(shortName({ name: 'Ana Souza', address: 'ana.souza@support.example' })).toBe('Ana');
  });
  it('makes initials in any script', () => {
    expect(initials({ name: 'Ana Maria Souza', address })).toBe('AS');
    expect(initials({ name: '王小明', address })).toBe('王');
    expect(initials({ name: 'юлия', address })).toBe('Ю');
    expect(initials({ name: '', address: '' })).toBe('');
  });
});
