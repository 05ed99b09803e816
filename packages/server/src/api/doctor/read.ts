import { handler } from '../../http/handler.ts';

export const readDoctor = handler('readDoctor', async ({ services, params }) => {
  const { id } = await services.store.providerApps.read(params.id);
  return { report: await services.doctor.memory.report(id) };
});
