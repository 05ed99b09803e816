import { type Folder, folderRole } from '@mailroom/model';

export interface FolderEntry {
  folder: Folder;
  /** Steps below the top, for the indentation. */
  depth: number;
}

const roleOrder = new Map(folderRole.options.map((role, at) => [role, at]));

/**
 * Folders as people look for them: those with a role first and in a fixed order, then the others by path with their parents above
 * them. Each is compared component by component, so that `Projects/2025` does not come between `Projects` and `Projects/2024`.
 */
export function orderFolders(folders: readonly Folder[], locale: string): FolderEntry[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const components = (folder: Folder): string[] =>
    folder.delimiter ? folder.path.split(folder.delimiter) : [folder.path];
  const known = new Set(folders.map(({ path }) => path));
  const depth = (folder: Folder): number => {
    const parts = components(folder);
    return parts
      .slice(0, -1)
      .filter((_, at) => known.has(parts.slice(0, at + 1).join(folder.delimiter ?? ''))).length;
  };
  const withRole = folders.filter((folder) => folder.role !== null);
  const others = folders.filter((folder) => folder.role === null);
  withRole.sort((a, b) =>
    a.role && b.role ? (roleOrder.get(a.role) ?? 0) - (roleOrder.get(b.role) ?? 0) : 0,
  );
  others.sort((a, b) => {
    const [one, other] = [components(a), components(b)];
    for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
      const order = collator.compare(one[at] ?? '', other[at] ?? '');
      if (order !== 0) return order;
    }
    return one.length - other.length;
  });
  return [
    ...withRole.map((folder) => ({ folder, depth: 0 })),
    ...others.map((folder) => ({ folder, depth: depth(folder) })),
  ];
}
