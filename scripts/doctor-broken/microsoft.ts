/** The broken registrations at the practice Microsoft. */
import { isDeepStrictEqual } from 'node:util';
import type { Cloud, ProviderAppInput } from '@mailroom/model';
import {
  type BrokenProof,
  type BrokenRegistration,
  brokenProofs,
  brokenRegistrations,
  type Entered,
  setRight,
} from '@mailroom/rig/broken/index';
import { type PracticeProvider, startPracticeProvider } from '@mailroom/rig/provider/index';
import { type Diagnosis, diagnose, diagnosePassword } from './diagnose.ts';
import { type Installation, startInstallation } from './installation.ts';
import { diagnoseProof } from './proofs.ts';
import type { Trials } from './trial.ts';

function cloudOf(at: Pick<PracticeProvider, 'authority' | 'imap' | 'smtp' | 'scopePrefix'>): Cloud {
  const { authority, imap, smtp, scopePrefix } = at;
  return {
    provider: 'microsoft',
    id: 'practice',
    name: 'Practice',
    authority,
    imap,
    smtp,
    scopePrefix,
    withdrawUrl: null,
  };
}

const inputOf = ({ tenant, clientId, clientSecret }: Entered): ProviderAppInput => ({
  provider: 'microsoft',
  access: 'people',
  name: 'Practice',
  cloudId: 'practice',
  tenant,
  clientId,
  credential: { kind: 'secret', value: clientSecret, expires: null },
});

export async function startMicrosoftTrials(): Promise<Trials> {
  const practice = await startPracticeProvider({ mail: 'none' });
  const usual = await startInstallation(cloudOf(practice), practice.caPem);
  await setRight(practice, usual.redirectUri);

  /** A registration whose fault is of the cloud's addresses is entered into an installation that has those. */
  async function examine(broken: BrokenRegistration): Promise<Diagnosis> {
    let installation: Installation = usual;
    try {
      const entered = await broken.setWrong(practice, usual.redirectUri);
      if (!isDeepStrictEqual(cloudOf(entered), cloudOf(practice))) {
        installation = await startInstallation(cloudOf(entered), entered.caPem);
        await setRight(practice, installation.redirectUri);
        await broken.setWrong(practice, installation.redirectUri);
      }
      const { browser } = installation;
      if (entered.authentication === 'password') return await diagnosePassword(browser, entered);
      return await diagnose(browser, inputOf(entered), entered.rehearsal);
    } finally {
      if (installation !== usual) await installation.close();
      await setRight(practice, usual.redirectUri);
    }
  }

  async function examineProof(broken: BrokenProof): Promise<Diagnosis> {
    try {
      return await diagnoseProof(usual, await broken.setWrong(practice, usual.redirectUri));
    } finally {
      await setRight(practice, usual.redirectUri);
    }
  }

  return {
    trials: [
      ...brokenRegistrations.map((broken) => ({
        id: broken.id,
        mendedBy: broken.mendedBy,
        examine: () => examine(broken),
      })),
      ...brokenProofs.map((broken) => ({
        id: broken.id,
        mendedBy: broken.mendedBy,
        examine: () => examineProof(broken),
      })),
    ],
    async close() {
      await usual.close();
      await practice.close();
    },
  };
}
