import { z } from 'zod';
import { cloud } from '../cloud.ts';
import { localeTag, theme } from '../locale.ts';
import { administratorInput, person } from '../person.ts';
import { contract } from './route.ts';

export const setupRoutes = contract({
  readSetup: {
    method: 'GET',
    path: '/api/v1/setup',
    summary: 'Whether the installation still needs its first administrator',
    tag: 'setup',
    access: 'public',
    response: z.object({ needsAdministrator: z.boolean() }),
  },
  createAdministrator: {
    method: 'POST',
    path: '/api/v1/setup/administrator',
    summary: 'Create the first administrator with the one-time link printed at start-up, and sign in',
    tag: 'setup',
    access: 'public',
    body: administratorInput,
    response: person,
  },
  listClouds: {
    method: 'GET',
    path: '/api/v1/clouds',
    summary: 'Clouds a Microsoft provider app can be registered in, and the redirect URI to register there',
    tag: 'setup',
    access: 'administrator',
    response: z.object({ clouds: z.array(cloud), redirectUri: z.url() }),
  },
  readMe: {
    method: 'GET',
    path: '/api/v1/me',
    summary:
      'The person signed in, and where the change log stood: the live stream from there misses nothing that is read after this',
    tag: 'people',
    access: 'person',
    response: person.extend({ cursor: z.int().min(0) }),
  },
  changeMe: {
    method: 'PATCH',
    path: '/api/v1/me',
    summary: 'Change own name, language or theme',
    tag: 'people',
    access: 'person',
    body: z.object({
      name: z.string().trim().min(1).max(120).optional(),
      locale: localeTag.nullable().optional(),
      theme: theme.optional(),
    }),
    response: person,
  },
});
