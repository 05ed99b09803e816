import { z } from 'zod';
import { cloud } from '../cloud.ts';
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
});
