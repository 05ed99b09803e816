/** Names of folders as LIST tells them, and what is compared of them. */

export interface NamedFolder {
  /** Full path, decoded. */
  path: string;
  /** Last component of the path. */
  name: string;
  delimiter: string | null;
  /** Attributes of LIST, e.g. `\Sent`, `\Noselect`. */
  attributes: ReadonlySet<string>;
}

export function components(folder: Pick<NamedFolder, 'path' | 'delimiter'>): string[] {
  return folder.delimiter ? folder.path.split(folder.delimiter) : [folder.path];
}

/** Case, accents, width and joining marks differ between clients that mean the same folder. */
export function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/[\s_\-'’]+/g, ' ')
    .trim();
}
