import { z } from 'zod';
import { accountFate, departurePlan, leaving } from '../departure.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

export const departureRoutes = contract({
  readLeaving: {
    method: 'GET',
    path: '/api/v1/people/:id/leaving',
    summary: 'What is to be decided and what ends when somebody leaves, and how far a departure has come',
    tag: 'people',
    access: 'administrator',
    params,
    response: leaving,
  },
  beginDeparture: {
    method: 'POST',
    path: '/api/v1/people/:id/leaving',
    summary: 'Let somebody leave, as this plan says of each of their accounts',
    tag: 'people',
    access: 'administrator',
    params,
    body: departurePlan,
    response: leaving,
  },
  settleLeftAccount: {
    method: 'POST',
    path: '/api/v1/people/:id/leaving/accounts/:accountId',
    summary: 'Decide otherwise about an account that somebody who left still has: until it is deleted',
    tag: 'people',
    access: 'administrator',
    params: params.extend({ accountId: z.string() }),
    body: accountFate,
    response: leaving,
  },
});
