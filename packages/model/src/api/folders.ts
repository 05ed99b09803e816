import { z } from 'zod';
import { folder, folderName } from '../folder.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });

export const folderRoutes = contract({
  listFolders: {
    method: 'GET',
    path: '/api/v1/folders',
    summary: 'Folders with unread counts, of one account or of all',
    tag: 'mail',
    access: 'person',
    query: z.object({ accountId: z.string().optional() }),
    response: z.object({ folders: z.array(folder) }),
  },
  createFolder: {
    method: 'POST',
    path: '/api/v1/folders',
    summary: 'Make a folder at the provider, below another or beside them',
    tag: 'mail',
    access: 'person',
    body: z.object({ accountId: z.string(), parentId: z.string().nullable(), name: folderName }),
    response: folder,
  },
  renameFolder: {
    method: 'PATCH',
    path: '/api/v1/folders/:id',
    summary: 'Rename a folder at the provider; its mail and the folders below it stay in it',
    tag: 'mail',
    access: 'person',
    params,
    body: z.object({ name: folderName }),
    response: folder,
  },
  deleteFolder: {
    method: 'DELETE',
    path: '/api/v1/folders/:id',
    summary:
      'Delete a folder at the provider once its mail has been moved to the trash; of a Gmail label only the label goes',
    tag: 'mail',
    access: 'person',
    params,
    response: null,
  },
  emptyFolder: {
    method: 'POST',
    path: '/api/v1/folders/:id/empty',
    summary: 'Delete for ever what the trash or the junk folder shows',
    tag: 'mail',
    access: 'person',
    params,
    response: z.object({ accepted: z.int() }),
  },
});
