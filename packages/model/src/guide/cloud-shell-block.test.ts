import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { cloudShellBlock } from './cloud-shell-block.ts';
import { parsePastedLine } from './pasted-line.ts';
import {
  applicationPermissions,
  delegatedPermissions,
  exchangeOnline,
  microsoftGraph,
} from './permissions.ts';
import type { Wish } from './registration.ts';
import { openShell, type Shell } from './testing/shell.ts';

const wish: Wish = {
  name: 'Mailroom',
  access: 'people',
  tenant: 'common',
  authority: 'https://login.microsoftonline.com',
  cloudId: 'global',
  redirectUri: 'https://mail.example.com/oauth2/callback',
  secretEnds: '2027-11-21',
};

let shell: Shell;
afterEach(() => shell.close());

describe('the block for Cloud Shell', () => {
  it('registers the application as the guide says, and its line is read back', async () => {
    shell = await openShell();
    const run = await shell.paste(cloudShellBlock(wish));
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const { applications, principals } = shell.world;
    const [app] = applications;
    expect(app).toMatchObject({
      displayName: 'Mailroom',
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      web: { redirectUris: ['https://mail.example.com/oauth2/callback'] },
      api: { requestedAccessTokenVersion: 2 },
      requiredResourceAccess: [
        {
          resourceAppId: microsoftGraph,
          resourceAccess: delegatedPermissions.map(({ id }) => ({ id, type: 'Scope' })),
        },
      ],
    });
    expect(principals).toContain(app?.appId);
    expect(parsePastedLine(run.stdout)).toEqual({
      line: {
        clientId: app?.appId,
        directory: '11111111-2222-4333-8444-555555555555',
        cloudId: 'global',
        expires: '2027-11-21',
        secret: app?.secrets[0]?.value,
      },
    });
    expect(app?.secrets[0]?.ends).toBe('2027-11-21');
  });

  it('finds its registration when it runs again, keeps what is there, and adds a second secret', async () => {
    shell = await openShell();
    await shell.paste(cloudShellBlock(wish));
    const [first] = shell.world.applications;
    first?.web.redirectUris.push('https://other.example.com/oauth2/callback');

    const run = await shell.paste(cloudShellBlock({ ...wish, tenant: 'organizations' }));
    const { applications } = shell.world;
    expect(applications).toHaveLength(1);
    expect(applications[0]).toMatchObject({
      signInAudience: 'AzureADMultipleOrgs',
      web: {
        redirectUris: [
          'https://mail.example.com/oauth2/callback',
          'https://other.example.com/oauth2/callback',
        ],
      },
    });
    expect(applications[0]?.secrets).toHaveLength(2);
    expect(parsePastedLine(run.stdout)).toMatchObject({
      line: { clientId: first?.appId, secret: applications[0]?.secrets[1]?.value },
    });
  });

  it('finds its registration by the redirect URI after somebody renamed it', async () => {
    shell = await openShell();
    await shell.paste(cloudShellBlock(wish));
    const [app] = shell.world.applications;
    Object.assign(app ?? {}, { displayName: 'Post' });
    await shell.paste(cloudShellBlock(wish));
    expect(shell.world.applications.map(({ displayName }) => displayName)).toEqual(['Post']);
  });

  it('leaves another application of the same name alone', async () => {
    shell = await openShell();
    await shell.paste(cloudShellBlock({ ...wish, redirectUri: 'https://other.example.com/oauth2/callback' }));
    const other = structuredClone(shell.world.applications[0]);
    await shell.paste(cloudShellBlock(wish));
    const { applications } = shell.world;
    expect(applications).toHaveLength(2);
    expect(applications[0]).toEqual(other);
  });

  const hostile = [
    `O'Brien & Sons "Mail"`,
    'Почта «Север»',
    '邮件室',
    '$(touch owned) `touch owned` $HOME',
    "'; touch owned; '",
    "' ; touch owned #",
    '@/etc/passwd',
    'Mail!! !touch !$',
    'two\nlines\ttabbed',
    '\\',
    '%s %n --id x',
    '‘quotes’ “too”',
  ];
  it.each(hostile.flatMap((name) => [false, true].map((interactive) => ({ name, interactive }))))(
    'registers the name $name as it is, and runs nothing of it (interactive: $interactive)',
    async ({ name, interactive }) => {
      shell = await openShell();
      const block = cloudShellBlock({ ...wish, name });
      for (const time of [1, 2]) {
        const run = await shell.paste(block, { interactive });
        const { applications } = shell.world;
        expect(
          applications.map(({ displayName }) => displayName),
          `run ${time}: ${run.stderr}`,
        ).toEqual([name]);
        expect(applications[0]?.secrets).toHaveLength(time);
        expect(parsePastedLine(run.stdout)).toMatchObject({
          line: { secret: applications[0]?.secrets[time - 1]?.value },
        });
      }
      expect((await readdir(shell.folder)).sort()).not.toContain('owned');
    },
  );

  it('says in one line of its own why it stopped, and leaves the shell open', async () => {
    shell = await openShell({ refuses: 'rest post' });
    const run = await shell.paste(`${cloudShellBlock(wish)}\necho "still here"`);
    expect(run.stdout).toBe('still here\n');
    expect(run.stderr.split('\n').filter((line) => line.startsWith('Mailroom:'))).toEqual([
      'Mailroom: the application was not registered; Azure says why above. Your account needs the role Application Developer or Cloud Application Administrator.',
    ]);
  });

  it.each([
    ['nobody is signed in', { directory: null }, 'az login --allow-no-subscriptions'],
    ['no secret can be made', { refuses: 'ad app credential reset' }, 'two secrets at most'],
  ])('says what to do when %s', async (_, start, words) => {
    shell = await openShell(start);
    const run = await shell.paste(cloudShellBlock(wish));
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(words);
    expect(parsePastedLine(run.stdout)).toEqual({ refused: 'nothing-pasted' });
  });

  it.each(['ad sp create', 'ad app credential reset'])(
    'waits where the directory does not know yet what was made a moment ago: %s',
    async (refuses) => {
      shell = await openShell({ refuses, refusals: 3 });
      const run = await shell.paste(cloudShellBlock(wish));
      expect(run, run.stderr).toMatchObject({ code: 0, stderr: '' });
      expect(parsePastedLine(run.stdout)).toHaveProperty('line');
    },
  );

  it('runs in the directory that was named, and in no other', async () => {
    shell = await openShell();
    const elsewhere = '99999999-2222-4333-8444-555555555555';
    const run = await shell.paste(cloudShellBlock({ ...wish, tenant: elsewhere }));
    expect(run.stderr).toContain(`this is another directory than ${elsewhere}`);
    expect(shell.world.applications).toEqual([]);
  });

  it('chooses the national cloud before it asks for anything else', async () => {
    shell = await openShell();
    const run = await shell.paste(
      cloudShellBlock({
        ...wish,
        tenant: 'organizations',
        authority: 'https://login.microsoftonline.us',
        cloudId: 'us-government',
      }),
    );
    const { calls, cloud } = shell.world;
    expect(cloud).toBe('AzureUSGovernment');
    expect(calls[1]).toEqual(['cloud', 'set', '--name', 'AzureUSGovernment', '--only-show-errors']);
    expect(parsePastedLine(run.stdout)).toMatchObject({ line: { cloudId: 'us-government' } });
  });

  it('grants the application permissions for a whole organisation, once', async () => {
    shell = await openShell();
    const block = cloudShellBlock({
      ...wish,
      access: 'organisation',
      tenant: '11111111-2222-4333-8444-555555555555',
    });
    await shell.paste(block);
    await shell.paste(block);
    const { applications, granted } = shell.world;
    expect(granted).toEqual(applicationPermissions.map(({ id }) => id));
    expect(applications).toHaveLength(1);
    expect(applications[0]).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      requiredResourceAccess: [
        {
          resourceAppId: exchangeOnline,
          resourceAccess: applicationPermissions.map(({ id }) => ({ id, type: 'Role' })),
        },
      ],
    });
  });

  it('adds no service principal where there can be none: for personal accounts alone', async () => {
    shell = await openShell();
    await shell.paste(cloudShellBlock({ ...wish, tenant: 'consumers' }));
    expect(shell.world.principals).toEqual([exchangeOnline]);
  });

  it('is made only for what it can hold: clouds of Microsoft’s tools and addresses of Mailroom’s form', async () => {
    shell = await openShell();
    expect(() => cloudShellBlock({ ...wish, authority: 'http://127.0.0.1:8080' })).toThrow(RangeError);
    expect(() => cloudShellBlock({ ...wish, redirectUri: "https://a.example/'$(x)" })).toThrow(RangeError);
    expect(() => cloudShellBlock({ ...wish, secretEnds: '$(x)' })).toThrow(RangeError);
    expect(cloudShellBlock({ ...wish, name: 'Почта 邮' })).toMatch(/^[\x20-\x7e\n]+$/);
  });
});
