import { handler } from '../../http/handler.ts';

export const readPendingFactors = handler('readPendingFactors', async ({ services, request }) => ({
  methods: await services.pendingSignIns.methods(request),
}));
