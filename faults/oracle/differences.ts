/** Where the store and the server differ, in as few sentences as say it. Pure. */
import type { Message } from '@mailroom/model';
import { type Contents, isMarkedDeleted, type PlacedMessage } from './contents.ts';
import type { StoreContents } from './store-contents.ts';

/** More than these of one folder say nothing new. */
const toldPerFolder = 3;

export function differences(stored: StoreContents, server: Contents): string[] {
  const told = [...stored.contradictions, ...doubled(stored.messages)];
  for (const path of server.keys()) {
    if (!stored.contents.has(path)) told.push(`${path} is on the server and not in the store`);
  }
  for (const [path, places] of stored.contents) {
    const there = server.get(path);
    if (!there) {
      told.push(`${path} is in the store and not on the server, with ${places.length} messages`);
      continue;
    }
    const key = stored.labels.has(path) ? withoutUid : withUid;
    told.push(
      ...oneSided(path, 'in the store', places, there, key),
      ...oneSided(path, 'on the server', there, places, key),
    );
  }
  return told;
}

/** Of what bears `\Deleted` the store shows no message whose size and Message-ID could be compared. */
const withoutUid = ({ flags, size, messageId }: PlacedMessage) =>
  isMarkedDeleted(flags.split(' ')) ? `[${flags}]` : `[${flags}] ${size} ${messageId}`;
const withUid = (place: PlacedMessage) => `${place.uid} ${withoutUid(place)}`;

/** What one side holds and the other does not, copies counted. */
function oneSided(
  path: string,
  where: string,
  these: readonly PlacedMessage[],
  those: readonly PlacedMessage[],
  key: (place: PlacedMessage) => string,
): string[] {
  const left = new Map<string, number>();
  for (const place of those) left.set(key(place), (left.get(key(place)) ?? 0) + 1);
  const only = these.map(key).filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
  const told = only.slice(0, toldPerFolder).map((each) => `${path}: only ${where}: ${each}`);
  if (only.length > toldPerFolder) told.push(`${path}: only ${where}: ${only.length - toldPerFolder} more`);
  return told;
}

/** One message shown as two: the same Message-ID of this rig's letters, size and time. */
function doubled(messages: readonly Message[]): string[] {
  const groups = Map.groupBy(messages, ({ messageIdHeader, size, receivedAt }) =>
    [messageIdHeader, size, receivedAt].join(' '),
  );
  return [...groups].flatMap(([name, group]) =>
    group.length > 1 && name.startsWith('<letter.') ? [`shown ${group.length} times: ${name}`] : [],
  );
}
