import { localeTag } from '@mailroom/model';
import { expect, it } from 'vitest';
import { recoveryMail } from './recovery-mail.ts';

const values = {
  link: 'https://mail.example.com/recovery/password#token',
  address: 'https://mail.example.com',
};

it.each(localeTag.options)('the recovery mail is written in whole sentences in %s', (tag) => {
  const { subject, text } = recoveryMail(values, tag);
  expect(text).toContain(`${values.link}\n`);
  expect(text.split('\n\n')).toHaveLength(5);
  expect(subject).not.toBe('subject');
  if (tag !== 'en') expect(text).not.toContain('Somebody asked');
});
