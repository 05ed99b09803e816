import { expect, it } from 'vitest';
import { explainerLink, supportBlock } from './support.ts';

it('is the code and what Microsoft’s support looks a refusal up by, a line each', () => {
  const detail = {
    traceId: '0b2c',
    correlationId: '9d1e',
    timestamp: '2026-11-21 03:00:00Z',
    clientId: 'not for support',
  };
  expect(supportBlock({ code: 'AADSTS50011', detail })).toBe(
    'AADSTS50011\nTrace ID: 0b2c\nCorrelation ID: 9d1e\nTimestamp: 2026-11-21 03:00:00Z',
  );
});

it('is nothing where the provider gave nothing to look up', () => {
  expect(supportBlock({ code: '535 5.7.3', detail: { host: 'smtp.example' } })).toBeNull();
  expect(supportBlock({ code: null, detail: { traceId: '' } })).toBeNull();
});

it('leads to Microsoft’s page on a number of Microsoft’s, and on nobody else’s code', () => {
  expect(explainerLink('AADSTS50011')).toBe('https://login.microsoftonline.com/error?code=50011');
  expect(explainerLink('535 5.7.3')).toBeNull();
  expect(explainerLink('AADSTS1"onload=')).toBeNull();
  expect(explainerLink(null)).toBeNull();
});
