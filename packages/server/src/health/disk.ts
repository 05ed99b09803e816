/** How much room is left where everything is written. */
import { statfs } from 'node:fs/promises';
import type { VitalState } from '@mailroom/model';

/** Octets of the volume that a directory lies on; what is kept for the superuser is not free. */
export interface DiskSpace {
  free: number;
  size: number;
}

export type ReadDisk = (directory: string) => Promise<DiskSpace>;

export const readDisk: ReadDisk = async (directory) => {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { free: bavail * bsize, size: blocks * bsize };
};

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

/** Below it SQLite has no room left to write its log and put it back in order. */
const full = 64 * mebibyte;
/** Low on any disk; on a large one a share of it is, as far as that is not plenty by itself. */
const low = gibibyte;
const lowShare = 0.05;
const plenty = 20 * gibibyte;

export function diskState({ free, size }: DiskSpace): VitalState {
  if (free < full) return 'wrong';
  return free < low || (free < size * lowShare && free < plenty) ? 'unwell' : 'right';
}
