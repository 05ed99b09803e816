/** The broken clients at the practice Google. */
import type { ProviderAppInput } from '@mailroom/model';
import {
  type BrokenGoogleClient,
  brokenGoogleClients,
  type GoogleEntered,
  setGoogleRight,
} from '@mailroom/rig/broken/index';
import { startPracticeGoogle } from '@mailroom/rig/provider/index';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { startInstallation } from './installation.ts';
import type { Trials } from './trial.ts';

const inputOf = ({ clientId, clientSecret }: GoogleEntered, cloudId: string): ProviderAppInput => ({
  provider: 'google',
  name: 'Practice Google',
  cloudId,
  clientId,
  credential: { kind: 'secret', value: clientSecret, expires: null },
});

export async function startGoogleTrials(): Promise<Trials> {
  const practice = await startPracticeGoogle({ mail: 'none' });
  const { cloud, caPem } = practice;
  const installation = await startInstallation(cloud, caPem);
  practice.registerRedirectUri(installation.redirectUri);

  async function examine(broken: BrokenGoogleClient): Promise<Diagnosis> {
    try {
      const entered = await broken.setWrong(practice);
      return await diagnose(installation.browser, inputOf(entered, cloud.id), entered.rehearsal);
    } finally {
      setGoogleRight(practice);
    }
  }

  return {
    trials: brokenGoogleClients.map((broken) => ({
      id: broken.id,
      mendedBy: broken.mendedBy,
      examine: () => examine(broken),
    })),
    async close() {
      await installation.close();
      await practice.close();
    },
  };
}
