import type { Folder } from '@mailroom/model';

/** A question about one folder. */
export interface FolderDialogProps {
  folder: Folder;
  /** As the screen shows it. */
  name: string;
  opened: boolean;
  onClose(): void;
}
