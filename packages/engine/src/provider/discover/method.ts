/** What every method of discovery is given and gives; one file a method in `methods/`. */

import type { MxRecord } from 'node:dns';
import type { DiscoveryMethod } from '@mailroom/model';
import type { EgressPolicy } from '../egress/index.ts';
import type { FetchDocument } from './documents.ts';
import type { Greets } from './greeting.ts';
import type { MailAddress } from './mail-address.ts';
import type { Names } from './names.ts';
import type { Finding } from './settings.ts';

/** What discovery asks the world with. Nothing here can carry a password. */
export interface DiscoveryNetwork {
  names: Names;
  fetchDocument: FetchDocument;
  greets: Greets;
}

export interface Question {
  address: MailAddress;
  policy: EgressPolicy;
  network: DiscoveryNetwork;
  /** Mozilla's collection, or a copy: the domain is appended. Null: not asked. */
  ispdb: string | null;
  /** The domain's MX records, most preferred first, asked once for all methods. */
  mx(): Promise<readonly MxRecord[]>;
}

export interface Method {
  name: DiscoveryMethod;
  /** Milliseconds that it may take, below those of the whole discovery. */
  deadline: number;
  /** @throws Failure where nobody could say; an answer that makes no sense is nothing found. */
  find(question: Question, signal: AbortSignal): Promise<Finding>;
}
