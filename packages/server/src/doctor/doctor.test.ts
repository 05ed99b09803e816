import { identityProviders } from '@mailroom/engine/provider/oauth2/index';
import { openStore } from '@mailroom/store';
import { administrator } from '@mailroom/store/testing/options';
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../http/log.ts';
import { systemClock as clock } from '../start/system-clock.ts';
import { Doctor } from './doctor.ts';

it('a draft is left alone by night, and examined from the command line', async () => {
  const log = createLog({ level: 'silent' });
  const secretKey = '42'.repeat(32);
  // Nothing answers there: what is examined is told to be wrong, and nothing leaves this machine.
  const nowhere = { host: 'localhost', port: 1, security: 'tls' } as const;
  const cloud = {
    provider: 'microsoft',
    id: 'nowhere',
    name: 'Nowhere',
    authority: 'http://localhost:1',
    imap: nowhere,
    smtp: nowhere,
    scopePrefix: 'https://outlook.practice.example/',
    withdrawUrl: null,
  } as const;
  const store = await openStore({
    file: ':memory:',
    dataDir: '/nonexistent',
    secretKey,
    clock,
    log,
    clouds: [cloud],
  });
  onTestFinished(() => store.close());
  await store.providerApps.create(administrator, {
    provider: 'microsoft',
    name: 'Draft',
    access: 'people',
    cloudId: 'nowhere',
    tenant: 'common',
    clientId: null,
    credential: null,
  });
  const doctor = new Doctor({
    store,
    identity: identityProviders({ clock }),
    clock,
    log,
    extraCa: null,
    installation: 'mark',
    address: () => 'http://localhost:1',
    redirectUri: () => 'http://localhost:1/oauth2/callback',
  });
  expect(await doctor.examineAll('night')).toEqual([]);
  expect(await doctor.examineAll('command-line')).toMatchObject([{ name: 'Draft', state: 'wrong' }]);
});
