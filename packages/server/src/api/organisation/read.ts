import { handler } from '../../http/handler.ts';
import { presentedOrganisation } from '../../organisation/presented.ts';

export const readOrganisation = handler('readOrganisation', ({ services }) =>
  presentedOrganisation(services.store),
);
