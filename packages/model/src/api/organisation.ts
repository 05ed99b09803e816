import { z } from 'zod';
import { organisation, organisationChange } from '../organisation.ts';
import { contract } from './route.ts';

/** Below it lies the logo's own address, which is no route of the contract: its answer is a picture. */
export const logoPath = '/api/v1/organisation/logo';

export const organisationRoutes = contract({
  readFace: {
    method: 'GET',
    path: '/api/v1/organisation/face',
    summary: 'What the sign-in page shows of the organisation: its name and its logo',
    tag: 'organisation',
    access: 'public',
    response: organisation.pick({ name: true, logo: true, locale: true }),
  },
  readOrganisation: {
    method: 'GET',
    path: '/api/v1/organisation',
    summary: 'The organisation and its policy, which everybody works under',
    tag: 'organisation',
    access: 'person',
    response: organisation,
  },
  changeOrganisation: {
    method: 'PATCH',
    path: '/api/v1/organisation',
    summary:
      'Change the organisation’s name, defaults or policy; parts that are named are replaced as a whole',
    tag: 'organisation',
    access: 'administrator',
    body: organisationChange,
    response: organisation,
  },
  changeLogo: {
    method: 'POST',
    path: logoPath,
    summary: 'Show this picture as the organisation’s logo: PNG, JPEG, GIF or WebP, at most 256 KiB',
    tag: 'organisation',
    access: 'administrator',
    body: z.object({ picture: z.base64().max(400_000) }),
    response: organisation,
  },
  deleteLogo: {
    method: 'DELETE',
    path: logoPath,
    summary: 'Show no logo',
    tag: 'organisation',
    access: 'administrator',
    response: organisation,
  },
});
