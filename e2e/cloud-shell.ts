import { delegatedPermissions } from '@mailroom/model/guide/permissions';
import { openShell } from '@mailroom/model/guide/testing/shell';
import type { PracticeProvider } from '@mailroom/rig/provider/index';

export interface CloudShell {
  /** Runs a block as it stands on the screen, lets the practice provider know what it registered, and answers what it printed. */
  run(block: string): Promise<string>;
  close(): Promise<void>;
}

/** What an administrator of the practice directory pastes the guide's block into: a real shell whose `az` is imitated. */
export async function openCloudShell(provider: PracticeProvider): Promise<CloudShell> {
  const shell = await openShell({ directory: provider.tenant });
  return {
    async run(block) {
      const { code, stdout, stderr } = await shell.paste(block);
      if (code !== 0) throw new Error(`The block ended with ${code}: ${stderr}`);
      for (const application of shell.world.applications) {
        const ids = application.requiredResourceAccess.flatMap(({ resourceAccess }) =>
          resourceAccess.map(({ id }) => id),
        );
        provider.servers.identity.addRegistration({
          clientId: application.appId,
          tenant: provider.tenant,
          name: application.displayName,
          audience: application.signInAudience,
          redirectUris: application.web.redirectUris,
          secrets: application.secrets.map(({ value, ends }) => ({ value, expires: new Date(ends) })),
          permissions: delegatedPermissions.filter(({ id }) => ids.includes(id)).map(({ name }) => name),
        });
      }
      return stdout;
    },
    close: () => shell.close(),
  };
}
