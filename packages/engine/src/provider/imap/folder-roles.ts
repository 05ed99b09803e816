/**
 * What each folder of a mailbox is for. The server's own word (SPECIAL-USE, RFC 6154) wins; Exchange has no such word and names
 * folders in the mailbox's language, so names are matched where it is missing. A role never falls on two folders.
 */
import type { FolderRole } from '@mailroom/model';
import { components, fold, type NamedFolder } from './folder-name.ts';
import { type NamedRole, roleNames } from './folder-role-names.ts';

const roleByName = new Map(
  (Object.keys(roleNames) as NamedRole[]).flatMap((role) =>
    roleNames[role].map((name) => [fold(name), role] as const),
  ),
);

const roleByAttribute: ReadonlyMap<string, FolderRole> = new Map([
  ['\\inbox', 'inbox'],
  ['\\sent', 'sent'],
  ['\\drafts', 'drafts'],
  ['\\archive', 'archive'],
  ['\\junk', 'junk'],
  ['\\spam', 'junk'],
  ['\\trash', 'trash'],
  ['\\all', 'all'],
  ['\\allmail', 'all'],
]);

/** Views over mail that lies elsewhere (Gmail's Starred and Important): every message in them is in another folder too. */
const viewAttributes = new Set(['\\flagged', '\\important', '\\starred']);

export function isView(folder: NamedFolder): boolean {
  return [...folder.attributes].some((attribute) => viewAttributes.has(attribute.toLowerCase()));
}

/** Paths of folders that have a role. The server's word beats a name, a top-level folder beats a nested one, and listing order settles the rest. */
export function folderRoles(folders: readonly NamedFolder[]): Map<string, FolderRole> {
  const candidates = folders.flatMap((folder, order) => {
    const found = roleOf(folder);
    return found ? [{ ...found, path: folder.path, depth: components(folder).length, order }] : [];
  });
  candidates.sort(
    (a, b) =>
      a.evidence - b.evidence || a.depth - b.depth || b.nameLength - a.nameLength || a.order - b.order,
  );
  const roles = new Map<string, FolderRole>();
  const taken = new Set<FolderRole>();
  for (const { path, role } of candidates) {
    if (taken.has(role) || roles.has(path)) continue;
    roles.set(path, role);
    taken.add(role);
  }
  return roles;
}

/** `evidence`: 0 is the protocol's or the server's word, 1 is a name. Among names the longer says more: `Sent Items` before `Sent`. */
function roleOf(folder: NamedFolder): { role: FolderRole; evidence: number; nameLength: number } | undefined {
  if (folder.path.toUpperCase() === 'INBOX') return { role: 'inbox', evidence: 0, nameLength: 5 };
  for (const attribute of folder.attributes) {
    const role = roleByAttribute.get(attribute.toLowerCase());
    if (role) return { role, evidence: 0, nameLength: folder.name.length };
  }
  const role = roleByName.get(fold(folder.name));
  // Somebody's own "Projects/Archive" is a folder like any other; servers nest theirs below INBOX at most.
  const [root, ...below] = components(folder);
  const nested = below.length > (root?.toUpperCase() === 'INBOX' ? 1 : 0);
  return role && !nested ? { role, evidence: 1, nameLength: folder.name.length } : undefined;
}
