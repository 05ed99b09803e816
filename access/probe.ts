/** Everything that is tried on the world, in the order in which one thing leaves the next as it was. */
import { Asking, type Findings } from './asking.ts';
import { probeDemanded } from './probes/demanded.ts';
import { probeKeys } from './probes/keys.ts';
import { probeImages, probeOtherInstallation } from './probes/links.ts';
import { probeMerge } from './probes/merge.ts';
import { probeMixed } from './probes/mixed.ts';
import { probeOutsiders } from './probes/outsiders.ts';
import { probeEndings, probeRoutes } from './probes/routes.ts';
import { probeCopies, probeCounts, probeLists, probeSearch } from './probes/search.ts';
import { probeWithdrawn } from './probes/withdrawn.ts';
import { people } from './statement.ts';
import type { World } from './world.ts';

export interface Outcome extends Findings {
  /** Milliseconds until an open stream was told that access is not what it was. */
  withdrawnAfter: number;
}

export async function probe(world: World): Promise<Outcome> {
  const asking = new Asking(world);
  for (const person of people) await probeLists(asking, person);
  await probeSearch(asking);
  await probeCounts(asking);
  await probeCopies(asking);
  await probeImages(asking);
  await probeMixed(asking);
  await probeOutsiders(asking);
  await probeKeys(asking);
  await probeOtherInstallation(asking);
  await probeRoutes(asking);
  await probeMerge(asking);
  await probeDemanded(asking);
  const withdrawnAfter = await probeWithdrawn(asking);
  await probeEndings(asking);
  return { ...asking.findings, withdrawnAfter };
}
