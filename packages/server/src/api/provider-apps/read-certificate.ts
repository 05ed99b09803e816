import { handler } from '../../http/handler.ts';
import { certificateFileName } from '../../provider-apps/certificate-file-name.ts';

export const readCertificate = handler('readCertificate', async ({ services, params }) => {
  const { providerApps } = services.store;
  const { credential, pem } = await providerApps.certificate(params.id, params.credentialId);
  const { name } = await providerApps.read(params.id);
  return { fileName: certificateFileName(name, credential.hint), pem };
});
