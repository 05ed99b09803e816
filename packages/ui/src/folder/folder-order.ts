import { type Folder, folderRole } from '@mailroom/model';

/** A line of the folder list. */
export interface FolderEntry {
  path: string;
  /** null: only named in the path of others, as a server may do (RFC 9051 7.3.1, `\NonExistent`); it cannot be opened. */
  folder: Folder | null;
  /** The last component of the path. */
  name: string;
  /** Names of the folders above, outermost first; as many as the line is indented. */
  parents: readonly string[];
}

interface Node {
  path: string;
  name: string;
  folder: Folder | null;
  children: Map<string, Node>;
}

const roleOrder = new Map(folderRole.options.map((role, at) => [role, at]));

const emptyNode = (path: string, name: string): Node => ({ path, name, folder: null, children: new Map() });

/** The hierarchy that the paths spell. Siblings are kept apart by component, so that `Projects-old` is no part of `Projects`. */
function treeOf(folders: readonly Folder[]): { top: Node; all: Node[] } {
  const top = emptyNode('', '');
  const all: Node[] = [];
  for (const folder of folders) {
    const { delimiter, path } = folder;
    const parts = delimiter ? path.split(delimiter) : [path];
    let node = top;
    for (const [at, part] of parts.entries()) {
      let child = node.children.get(part);
      if (!child) {
        child = emptyNode(parts.slice(0, at + 1).join(delimiter ?? ''), part);
        node.children.set(part, child);
        all.push(child);
      }
      node = child;
    }
    node.folder = folder;
    node.name = folder.name;
  }
  return { top, all };
}

/**
 * One account's folders as people look for them: those with a role first and in a fixed order, wherever the server keeps them, then
 * the others by name; each followed by the folders below it. A folder that cannot be opened stands there only for those below it.
 */
export function orderFolders(folders: readonly Folder[], locale: string): FolderEntry[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const { top, all } = treeOf(folders);
  const role = ({ folder }: Node): number => (folder?.role ? (roleOrder.get(folder.role) ?? -1) : -1);

  function below(node: Node, parents: readonly string[]): FolderEntry[] {
    return [...node.children.values()]
      .filter((child) => role(child) < 0)
      .sort((a, b) => collator.compare(a.name, b.name))
      .flatMap((child) => lines(child, parents));
  }

  function lines(node: Node, parents: readonly string[]): FolderEntry[] {
    const { path, folder, name } = node;
    const inside = below(node, [...parents, name]);
    if (!folder?.selectable && inside.length === 0) return [];
    return [{ path, folder, name, parents }, ...inside];
  }

  const withRole = all.filter((node) => role(node) >= 0).sort((a, b) => role(a) - role(b));
  return [...withRole.flatMap((node) => lines(node, [])), ...below(top, [])];
}
