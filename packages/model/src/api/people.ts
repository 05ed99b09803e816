import { z } from 'zod';
import { colleague, listedPerson, person, personRole, pictureMaxSize, profilePatch } from '../person.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

/** Where a person's picture is read by whoever is signed in. Not part of the API: its bytes are no JSON. */
export function picturePath(id: string, picture: string): string {
  return `/api/v1/people/${encodeURIComponent(id)}/pictures/${encodeURIComponent(picture)}`;
}

/** Characters of base64 that the largest picture takes. */
const base64Length = Math.ceil(pictureMaxSize / 3) * 4;

export const peopleRoutes = contract({
  readMe: {
    method: 'GET',
    path: '/api/v1/me',
    summary:
      'The person signed in, and where the change log stood: the live stream from there misses nothing that is read after this',
    tag: 'people',
    access: 'person',
    response: person.extend({
      cursor: z.int().min(0),
      /** Single conversations that others have shared with them. */
      sharedConversations: z.int().min(0),
    }),
  },
  changeMe: {
    method: 'PATCH',
    path: '/api/v1/me',
    summary: 'Change own name, language, time zone or theme',
    tag: 'people',
    access: 'person',
    body: profilePatch,
    response: person,
  },
  changeMyPicture: {
    method: 'POST',
    path: '/api/v1/me/picture',
    summary: 'Give oneself a picture: PNG or JPEG, by what the bytes are',
    tag: 'people',
    access: 'person',
    body: z.object({ base64: z.base64().min(1).max(base64Length) }),
    response: person,
  },
  removeMyPicture: {
    method: 'DELETE',
    path: '/api/v1/me/picture',
    summary: 'Be without a picture',
    tag: 'people',
    access: 'person',
    response: person,
  },
  listColleagues: {
    method: 'GET',
    path: '/api/v1/colleagues',
    summary: 'The people who can sign in, and the groups, by name: whom something can be shared with',
    tag: 'people',
    access: 'person',
    response: z.object({
      people: z.array(colleague),
      groups: z.array(z.object({ id: z.string(), name: z.string(), members: z.int().min(0) })),
    }),
  },
  listPeople: {
    method: 'GET',
    path: '/api/v1/people',
    summary: 'Everybody, by name, also who was deactivated',
    tag: 'people',
    access: 'administrator',
    response: z.object({ people: z.array(listedPerson) }),
  },
  changePerson: {
    method: 'PATCH',
    path: '/api/v1/people/:id',
    summary: 'Change somebody’s role; the last administrator keeps theirs',
    tag: 'people',
    access: 'administrator',
    params,
    body: z.object({ role: personRole }),
    response: listedPerson,
  },
  deactivatePerson: {
    method: 'POST',
    path: '/api/v1/people/:id/deactivate',
    summary: 'End somebody’s sessions, keys, streams and downloads at once, and let them sign in no more',
    tag: 'people',
    access: 'administrator',
    params,
    response: listedPerson,
  },
  forgetSecondFactors: {
    method: 'POST',
    path: '/api/v1/people/:id/second-factor/forget',
    summary: 'Let somebody who lost their second factors sign in without, and end their sessions',
    tag: 'people',
    access: 'administrator',
    params,
    response: listedPerson,
  },
  reactivatePerson: {
    method: 'POST',
    path: '/api/v1/people/:id/reactivate',
    summary: 'Let somebody sign in again; what was ended stays ended',
    tag: 'people',
    access: 'administrator',
    params,
    response: listedPerson,
  },
});
