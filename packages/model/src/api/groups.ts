import { z } from 'zod';
import { group, groupInput, groupPatch } from '../group.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

export const groupRoutes = contract({
  listGroups: {
    method: 'GET',
    path: '/api/v1/groups',
    summary: 'The groups, by name, with their members',
    tag: 'groups',
    access: 'administrator',
    response: z.object({ groups: z.array(group) }),
  },
  createGroup: {
    method: 'POST',
    path: '/api/v1/groups',
    summary: 'Make a group',
    tag: 'groups',
    access: 'administrator',
    body: groupInput,
    response: group,
  },
  changeGroup: {
    method: 'PATCH',
    path: '/api/v1/groups/:id',
    summary: 'Rename a group, add members, remove members: what members may see changes at once',
    tag: 'groups',
    access: 'administrator',
    params,
    body: groupPatch,
    response: group,
  },
  deleteGroup: {
    method: 'DELETE',
    path: '/api/v1/groups/:id',
    summary: 'Delete a group, and with it everything that was shared with it',
    tag: 'groups',
    access: 'administrator',
    params,
    response: null,
  },
});
