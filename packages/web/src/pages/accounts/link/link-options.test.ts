import { expect, it } from 'vitest';
import { gmail, icloud, microsoft365, notFound } from '../testing/sample-discoveries.ts';
import {
  type LinkApp,
  offeredApps,
  organisationApps,
  sharedMailboxApps,
  signInApps,
} from './link-options.ts';

const app = (id: string, provider: LinkApp['provider'], access: LinkApp['access'] = 'people'): LinkApp => ({
  id,
  provider,
  access,
  name: id,
});
const options = {
  imap: true,
  providerApps: [app('m', 'microsoft'), app('o', 'microsoft', 'organisation'), app('g', 'google')],
};
const ids = (apps: readonly LinkApp[]): string[] => apps.map(({ id }) => id);

it('offers an organisation’s app to nobody’s sign-in', () => {
  expect(ids(signInApps(options))).toEqual(['m', 'g']);
  expect(ids(offeredApps(options, microsoft365))).toEqual(['m']);
  expect(ids(sharedMailboxApps(options))).toEqual(['m']);
  expect(ids(organisationApps(options))).toEqual(['o']);
});

it('finds no app for a password, for a sign-in of another provider, or where nothing is known', () => {
  expect(ids(offeredApps(options, gmail))).toEqual(['g']);
  expect(offeredApps(options, icloud)).toEqual([]);
  expect(offeredApps(options, { ...gmail, auth: 'oauth2-other' })).toEqual([]);
  expect(offeredApps(options, notFound('unknown'))).toEqual([]);
});

it('leaves the choice to the person where a filter hides the mailbox', () => {
  expect(ids(offeredApps(options, notFound('gateway')))).toEqual(['m', 'g']);
});
