/** Broken applications that prove themselves otherwise than with one secret, or act for an organisation: nobody signs in. */
import { writeFile } from 'node:fs/promises';
import { type CredentialInput, doctorReport, type ProviderAppInput, providerApp } from '@mailroom/model';
import type { EnteredCredential, EnteredProof } from '@mailroom/rig/broken/index';
import { clearAway, type Diagnosis, decisive, ofFailure } from './diagnose.ts';
import type { Installation } from './installation.ts';

/** As an administrator enters it. The platform's token is not entered: it stands in its file. */
async function inputOf(
  credential: EnteredCredential,
  { federatedTokenFile }: Installation,
): Promise<CredentialInput> {
  if (credential.kind === 'secret') return { ...credential, expires: null };
  if (credential.kind === 'federated') await writeFile(federatedTokenFile, credential.token);
  return { kind: credential.kind };
}

export async function diagnoseProof(installation: Installation, entered: EnteredProof): Promise<Diagnosis> {
  const { browser } = installation;
  const { access, tenant, clientId } = entered;
  const [first, ...newer] = await Promise.all(
    entered.credentials.map((each) => inputOf(each, installation)).reverse(),
  );
  const input: ProviderAppInput = {
    provider: 'microsoft',
    access,
    name: 'Practice',
    cloudId: 'practice',
    tenant,
    clientId,
    credential: first ?? null,
  };
  const created = await browser.ask('POST', '/api/v1/provider-apps', input);
  if (created.status !== 200) return ofFailure(created);
  const app = providerApp.parse(created.json);
  try {
    const path = `/api/v1/provider-apps/${app.id}`;
    for (const credential of newer) await browser.ask('POST', `${path}/credentials`, credential);
    const { json } = await browser.ask('POST', `${path}/doctor`, { accountId: null });
    const found = decisive(doctorReport.parse(json).checks);
    if (found.finding !== null || entered.mailbox === null) return found;
    // Exchange is asked only with a mailbox: it is told to whoever links the first one.
    const body = { providerAppId: app.id, address: entered.mailbox, name: '' };
    return ofFailure(await browser.ask('POST', '/api/v1/accounts/link/organisation', body));
  } finally {
    await clearAway(browser, app.id, undefined);
  }
}
