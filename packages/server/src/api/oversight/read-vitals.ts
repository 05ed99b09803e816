import { handler } from '../../http/handler.ts';

export const readVitals = handler('readVitals', ({ services }) => services.health.vitals());
