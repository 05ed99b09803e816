import { describe, expect, it } from 'vitest';
import { MemoryMail } from '../../testing/memory-mail.ts';
import { fill, onServer, openPractice, startPractice } from '../../testing/practice-server.ts';
import { changeFolder, type FolderChange } from './folder-operations.ts';

type Preset = Parameters<typeof startPractice>[0];

async function start(preset: Preset) {
  const world = await startPractice(preset);
  const session = await openPractice(world);
  const mail = new MemoryMail();
  await mail.saveFolderList('account', await session.listFolders());
  const idOf = async (path: string) =>
    (await mail.listFolders()).find((folder) => folder.path === path)?.id ?? 0;
  const change = (asked: FolderChange) => changeFolder({ accountId: 'account', session, mail }, asked);
  const paths = async () => (await mail.listFolders()).map(({ path }) => path);
  return { world, mail, idOf, change, paths };
}

const subjects = (world: Parameters<typeof onServer>[0], path: string) =>
  onServer(world, path).map(({ subject }) => subject);

describe.each(['outlook', 'dovecot', 'plain'] as const)('on a server like %s, a folder', (preset) => {
  const delimiter = preset === 'plain' ? '.' : '/';

  it('is made, below another too, and known at once', async () => {
    const { world, change, idOf, paths } = await start(preset);
    const id = await change({ do: 'create', parentId: null, name: 'Projekt Ünïcode' });
    expect(await idOf('Projekt Ünïcode')).toBe(id);
    await change({ do: 'create', parentId: id, name: 'Below' });
    expect(await paths()).toContain(`Projekt Ünïcode${delimiter}Below`);
    expect(world.mailbox.findFolder('Projekt Ünïcode/Below')).toBeDefined();
    await expect(change({ do: 'create', parentId: null, name: 'Projekt Ünïcode' })).rejects.toMatchObject({
      kind: 'folder-exists',
    });
    await expect(change({ do: 'create', parentId: null, name: `a${delimiter}b` })).rejects.toMatchObject({
      kind: 'folder-name-refused',
    });
  });

  it('is renamed with its mail and all below it, and stays the same to the store', async () => {
    const { world, change, idOf, paths } = await start(preset);
    const id = (await change({ do: 'create', parentId: null, name: 'Old' })) ?? 0;
    await change({ do: 'create', parentId: id, name: 'Below' });
    fill(world.mailbox, 2, 'Old');
    expect(await change({ do: 'rename', folderId: id, name: 'New' })).toBe(id);
    expect(await idOf('New')).toBe(id);
    expect(await paths()).toContain(`New${delimiter}Below`);
    expect(subjects(world, 'New')).toEqual(['Number 1', 'Number 2']);
  });

  it('is deleted once its mail is in the trash, and no mail is lost', async () => {
    const { world, change, paths } = await start(preset);
    const id = (await change({ do: 'create', parentId: null, name: 'Old' })) ?? 0;
    fill(world.mailbox, 3, 'Old');
    expect(await change({ do: 'delete', folderId: id })).toBeNull();
    expect(await paths()).not.toContain('Old');
    const trash = { outlook: 'Deleted Items', dovecot: 'Trash', plain: 'Trash' }[preset];
    expect(subjects(world, trash)).toEqual(['Number 1', 'Number 2', 'Number 3']);
    expect(world.mailbox.findFolder('Old')).toBeUndefined();
    expect(world.server.transcript.fromClient(/^\S+ (EXPUNGE|CLOSE)/)).toEqual([]);
  });

  it('is kept while it holds folders, or the provider needs it, or refuses', async () => {
    const { world, change, idOf } = await start(preset);
    const id = (await change({ do: 'create', parentId: null, name: 'Old' })) ?? 0;
    await change({ do: 'create', parentId: id, name: 'Below' });
    await expect(change({ do: 'delete', folderId: id })).rejects.toMatchObject({
      kind: 'folder-has-folders',
    });
    const inbox = await idOf('INBOX');
    await expect(change({ do: 'delete', folderId: inbox })).rejects.toMatchObject({ kind: 'folder-fixed' });
    await expect(change({ do: 'rename', folderId: inbox, name: 'In' })).rejects.toMatchObject({
      kind: 'folder-fixed',
    });
    world.faults.refuse('DELETE', 'NO [NOPERM] Kept by policy');
    await expect(
      change({ do: 'delete', folderId: await idOf(`Old${delimiter}Below`) }),
    ).rejects.toMatchObject({
      kind: 'folder-fixed',
      quote: 'Kept by policy',
    });
    expect(world.mailbox.findFolder('Old/Below')).toBeDefined();
  });
});

it('a role that an account lacks gets a folder by its usual name', async () => {
  const { change, mail } = await start('plain');
  const id = await change({ do: 'create-role', role: 'archive' });
  expect((await mail.listFolders()).find((folder) => folder.id === id)).toMatchObject({
    path: 'Archive',
    role: 'archive',
  });
});

it('of a Gmail label only the label goes', async () => {
  const { world, change, idOf, paths } = await start('gmail');
  const id = (await change({ do: 'create', parentId: null, name: 'Work' })) ?? 0;
  fill(world.mailbox, 2, 'Work');
  expect(await idOf('Work')).toBe(id);
  await change({ do: 'delete', folderId: id });
  expect(await paths()).not.toContain('Work');
  expect(subjects(world, '[Gmail]/All Mail')).toEqual(['Number 1', 'Number 2']);
});
