import { expect, it } from 'vitest';
import {
  fittingApps,
  type LinkApp,
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
  expect(ids(fittingApps(options, 'oauth2-microsoft'))).toEqual(['m']);
  expect(ids(sharedMailboxApps(options))).toEqual(['m']);
  expect(ids(organisationApps(options))).toEqual(['o']);
});

it('finds no app for a password, or for a sign-in of another provider', () => {
  expect(ids(fittingApps(options, 'oauth2-google'))).toEqual(['g']);
  expect(fittingApps(options, 'password')).toEqual([]);
  expect(fittingApps(options, 'oauth2-other')).toEqual([]);
});
