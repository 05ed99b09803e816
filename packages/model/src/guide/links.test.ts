import { describe, expect, it } from 'vitest';
import { stepLink } from './links.ts';
import { stepIds } from './steps.ts';

const authority = 'https://login.microsoftonline.us';
const clientId = '0f1e2d3c-4b5a-4678-8901-abcdefabcdef';

describe('the link of a step', () => {
  it('opens the registration itself once its client ID is known, in its own cloud', () => {
    expect(stepLink('credential', { authority, tenant: 'common', clientId })).toEqual({
      page: 'Certificates & secrets',
      href: `https://portal.azure.us/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/${clientId}`,
    });
  });

  it('opens the list of registrations before', () => {
    expect(stepLink('credential', { authority, tenant: 'common', clientId: null })?.page).toBe(
      'App registrations',
    );
  });

  it('is an address of the provider’s wherever there is one', () => {
    for (const step of stepIds) {
      const link = stepLink(step, { authority: 'https://accounts.google.com', tenant: '', clientId: null });
      if (link !== null) expect(new URL(link.href).protocol).toBe('https:');
    }
  });
});
