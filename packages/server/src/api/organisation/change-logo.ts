import { logoMaxOctets } from '@mailroom/model';
import { rasterType } from '../../display/raster-type.ts';
import { handler } from '../../http/handler.ts';
import { invalidRequest } from '../../http/refusals.ts';
import { presentedOrganisation } from '../../organisation/presented.ts';

/** What it claims to be is not asked: a picture that is really HTML or SVG would run scripts on every screen. */
export const changeLogo = handler('changeLogo', async ({ services, scope, body }) => {
  const bytes = Buffer.from(body.picture, 'base64');
  if (bytes.length > logoMaxOctets) throw invalidRequest({ picture: 'too-large' });
  const mediaType = rasterType(bytes);
  if (mediaType === null || mediaType === 'image/bmp') throw invalidRequest({ picture: 'not-a-picture' });
  await services.store.organisation.changeLogo(scope, { mediaType, bytes });
  return presentedOrganisation(services.store);
});
