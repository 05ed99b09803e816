import type { PracticeMessage } from '../../mailbox/index.ts';
import { type MimePart, readStructure } from '../mime-structure.ts';

/**
 * Structures remembered at a time: enough for clients that fetch a message part by part. More would cost a sweep
 * through a large folder more in garbage collection than reading a structure anew costs.
 */
const KEPT = 256;

const structures = new Map<PracticeMessage, MimePart>();

/** A message's structure, read when first asked for. `raw` are the message's bytes. */
export function structureOf(message: PracticeMessage, raw: Uint8Array): MimePart {
  const known = structures.get(message);
  if (known) return known;
  const structure = readStructure(raw);
  if (structures.size >= KEPT) {
    const [oldest] = structures.keys();
    if (oldest) structures.delete(oldest);
  }
  structures.set(message, structure);
  return structure;
}
