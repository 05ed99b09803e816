import type { ServerKind } from '../server/mail-server.ts';
import { credentialFaults } from './credentials.ts';
import type { FaultCase } from './fault-case.ts';
import { folderFaults } from './folders.ts';
import { hostileFaults } from './hostile-mail.ts';
import { lineFaults } from './line.ts';
import { machineFaults } from './machine.ts';
import { providerFaults } from './provider.ts';
import { resyncFaults } from './resync.ts';

export type { Clear, FaultCase, Ground } from './fault-case.ts';

export const faultCases: readonly FaultCase[] = [
  ...lineFaults,
  ...folderFaults,
  ...resyncFaults,
  ...providerFaults,
  ...credentialFaults,
  ...machineFaults,
  ...hostileFaults,
];

export function faultsOn(kind: ServerKind): FaultCase[] {
  return faultCases.filter(({ on }) => on === undefined || on.includes(kind));
}

/** @throws Error when there is none of this name */
export function faultNamed(name: string): FaultCase {
  const found = faultCases.find((fault) => fault.name === name);
  if (!found) throw new Error(`No fault is named "${name}"`);
  return found;
}
