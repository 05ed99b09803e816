import { z } from 'zod';
import {
  acceptance,
  invitation,
  invitationInput,
  invitationToken,
  newInvitation,
  openInvitation,
  renewalInput,
} from '../invitation.ts';
import { person } from '../person.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

/** The screen of an invitation; its token stands behind `#`, which no server, log or referrer ever sees. */
export const invitationPath = '/invitation';

export const invitationRoutes = contract({
  listInvitations: {
    method: 'GET',
    path: '/api/v1/invitations',
    summary: 'Invitations that nobody has accepted yet, newest first, and whether Mailroom can mail them',
    tag: 'people',
    access: 'administrator',
    response: z.object({ invitations: z.array(invitation), canMail: z.boolean() }),
  },
  createInvitation: {
    method: 'POST',
    path: '/api/v1/invitations',
    summary: 'Invite somebody; the link is answered this once, and mailed when asked for',
    tag: 'people',
    access: 'administrator',
    body: invitationInput,
    response: newInvitation,
  },
  renewInvitation: {
    method: 'POST',
    path: '/api/v1/invitations/:id/renew',
    summary: 'Make a new link for an invitation, good for another week; the one before is good no more',
    tag: 'people',
    access: 'administrator',
    params,
    body: renewalInput,
    response: newInvitation,
  },
  revokeInvitation: {
    method: 'DELETE',
    path: '/api/v1/invitations/:id',
    summary: 'Take an invitation back',
    tag: 'people',
    access: 'administrator',
    params,
    response: null,
  },
  readInvitation: {
    method: 'POST',
    path: '/api/v1/invitation/read',
    summary:
      'What an invitation is, for the holder of its link; used, expired and unknown ones are one answer',
    tag: 'people',
    access: 'public',
    body: invitationToken,
    response: openInvitation,
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/v1/invitation/accept',
    summary: 'Become one of the people here, with a password, and sign in',
    tag: 'people',
    access: 'public',
    body: acceptance,
    response: person,
  },
  beginInvitationSignIn: {
    method: 'POST',
    path: '/api/v1/invitation/provider',
    summary: 'Accept an invitation by signing in at an identity provider; answers the address of its page',
    tag: 'people',
    access: 'public',
    body: invitationToken.extend({ providerId: z.string().max(40) }),
    response: z.object({ authorizeUrl: z.url() }),
  },
});
