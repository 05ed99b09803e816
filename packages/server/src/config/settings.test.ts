import { describe, expect, it } from 'vitest';
import { helpText } from './help.ts';
import { defaultSettings, readSettings } from './read-settings.ts';
import { settingList } from './settings.ts';
import { settingsPage } from './settings-page.ts';

const cloud = {
  provider: 'microsoft',
  id: 'practice',
  name: 'Practice',
  authority: 'http://localhost:4000',
  imap: { host: 'localhost', port: 993, security: 'tls' },
  smtp: { host: 'localhost', port: 587, security: 'starttls' },
  scopePrefix: 'https://outlook.office.com/',
  withdrawUrl: null,
};

describe('settings', () => {
  it('have defaults that apply when no variable is set', () => {
    expect(readSettings({ PATH: '/bin' })).toEqual(defaultSettings());
    expect(defaultSettings().port).toBe(3300);
  });

  it('are read from their variables', () => {
    const settings = readSettings({
      MAILROOM_PORT: '8080',
      MAILROOM_BASE_URL: 'https://mail.example.com/',
      MAILROOM_ALLOW_PRIVATE_HOSTS: 'true',
      MAILROOM_TRUST_PROXY: '127.0.0.1, 10.0.0.0/8',
      MAILROOM_CLOUDS: JSON.stringify([cloud]),
    });
    expect(settings).toMatchObject({
      port: 8080,
      baseUrl: 'https://mail.example.com',
      allowPrivateHosts: true,
      trustProxy: ['127.0.0.1', '10.0.0.0/8'],
      clouds: [cloud],
    });
  });

  it('name every unknown variable and every invalid value in one refusal', () => {
    const environment = { MAILROOM_PROT: '80', MAILROOM_PORT: 'eighty', MAILROOM_LOG_LEVEL: 'loud' };
    expect(() => readSettings(environment)).toThrow(/MAILROOM_PORT .*MAILROOM_LOG_LEVEL .*MAILROOM_PROT /);
  });

  it.each([
    ['MAILROOM_PORT', '65536'],
    ['MAILROOM_PORT', '-1'],
    ['MAILROOM_PORT', '1e3'],
    ['MAILROOM_BASE_URL', 'mail.example.com'],
    ['MAILROOM_BASE_URL', 'https://example.com/mail'],
    ['MAILROOM_BASE_URL', 'ftp://example.com'],
    ['MAILROOM_ALLOW_PRIVATE_HOSTS', 'yes'],
    ['MAILROOM_TRUST_PROXY', 'everyone'],
    ['MAILROOM_CLOUDS', '{'],
    ['MAILROOM_CLOUDS', '{}'],
    ['MAILROOM_CLOUDS', JSON.stringify([{ ...cloud, id: 'global' }])],
    ['MAILROOM_CLOUDS', JSON.stringify([cloud, cloud])],
    ['MAILROOM_CLOUDS', JSON.stringify([{ ...cloud, authority: 'http://login.example.com' }])],
    ['MAILROOM_CLOUDS', JSON.stringify([{ ...cloud, authority: 'https://login.example.com/' }])],
  ])('refuse %s=%s by name', (variable, value) => {
    expect(() => readSettings({ [variable]: value })).toThrow(variable);
  });

  it('are all printed by --help', () => {
    for (const { env } of Object.values(settingList)) expect(helpText()).toContain(env);
  });

  it('are described by docs/settings.md as it stands', async () => {
    await expect(settingsPage()).toMatchFileSnapshot('../../../../docs/settings.md');
  });
});
