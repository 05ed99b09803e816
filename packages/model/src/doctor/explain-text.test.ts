import { describe, expect, it } from 'vitest';
import { explainText } from './explain-text.ts';

const google = {
  authority: 'https://accounts.google.com',
  tenant: '',
  clientId: '123456789012-abc.apps.googleusercontent.com',
  redirectUri: 'https://mail.example/oauth2/callback',
};

describe('explainText', () => {
  it('knows what Google’s page shows, and where it is mended in that very project', () => {
    expect(explainText('Access blocked: Mailroom …\nError 403: org_internal', google)).toEqual({
      finding: 'google-internal-app',
      code: 'Error 403: org_internal',
      detail: { clientId: google.clientId, tenant: '', redirectUri: google.redirectUri },
      where: 'https://console.cloud.google.com/auth/audience?project=123456789012',
    });
  });

  it('reads the address of that page as well as its words', () => {
    const authError = Buffer.from('\n\x15redirect_uri_mismatch').toString('base64url');
    const address = ` https://accounts.google.com/signin/oauth/error?authError=${authError}\n`;
    expect(explainText(address, google)).toMatchObject({
      finding: 'google-redirect-uri-mismatch',
      code: 'redirect_uri_mismatch',
    });
  });

  it('finds Microsoft’s number in whatever stands around it', () => {
    const page = 'Sorry, but we’re having trouble signing you in. AADSTS50105: Your administrator has …';
    const microsoft = { ...google, authority: 'https://login.microsoftonline.com', tenant: 'common' };
    expect(explainText(page, microsoft)).toMatchObject({ finding: 'user-not-assigned', code: 'AADSTS50105' });
  });

  it('keeps the code of what nobody has catalogued, and explains nothing else', () => {
    expect(explainText('AADSTS7654321: Something new.', google)).toMatchObject({
      finding: null,
      code: 'AADSTS7654321',
      where: null,
    });
    expect(explainText('Hello', google)).toMatchObject({ finding: null, code: null });
  });
});
