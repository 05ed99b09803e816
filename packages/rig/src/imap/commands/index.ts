import type { Arguments } from '../grammar/arguments.ts';
import { append } from './append.ts';
import { authenticate } from './authenticate.ts';
import { capability } from './capability.ts';
import { check } from './check.ts';
import { close } from './close.ts';
import type { ImapCommand } from './command.ts';
import { compress } from './compress.ts';
import { copy } from './copy.ts';
import { create } from './create.ts';
import { deleteFolder } from './delete.ts';
import { enable } from './enable.ts';
import { expunge } from './expunge.ts';
import { fetch } from './fetch.ts';
import { id } from './id.ts';
import { idle } from './idle.ts';
import { list } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { lsub } from './lsub.ts';
import { move } from './move.ts';
import { namespace } from './namespace.ts';
import { noop } from './noop.ts';
import { getQuota, getQuotaRoot } from './quota.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { examine, select } from './select.ts';
import { starttls } from './starttls.ts';
import { status } from './status.ts';
import { store } from './store.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { unselect } from './unselect.ts';
import { xlist } from './xlist.ts';

export type { CommandContext, ImapCommand } from './command.ts';

const commands: ReadonlyMap<string, ImapCommand> = new Map([
  ['APPEND', append],
  ['AUTHENTICATE', authenticate],
  ['CAPABILITY', capability],
  ['CHECK', check],
  ['CLOSE', close],
  ['COMPRESS', compress],
  ['COPY', copy],
  ['CREATE', create],
  ['DELETE', deleteFolder],
  ['ENABLE', enable],
  ['EXAMINE', examine],
  ['EXPUNGE', expunge],
  ['FETCH', fetch],
  ['GETQUOTA', getQuota],
  ['GETQUOTAROOT', getQuotaRoot],
  ['ID', id],
  ['IDLE', idle],
  ['LIST', list],
  ['LOGIN', login],
  ['LOGOUT', logout],
  ['LSUB', lsub],
  ['MOVE', move],
  ['NAMESPACE', namespace],
  ['NOOP', noop],
  ['RENAME', rename],
  ['SEARCH', search],
  ['SELECT', select],
  ['STARTTLS', starttls],
  ['STATUS', status],
  ['STORE', store],
  ['SUBSCRIBE', subscribe],
  ['UNSELECT', unselect],
  ['UNSUBSCRIBE', unsubscribe],
  ['XLIST', xlist],
]);

export interface FoundCommand {
  /** In upper case, without `UID`. */
  readonly name: string;
  readonly byUid: boolean;
  readonly entry: ImapCommand;
}

/** Reads the name of a command, `UID` before it included. @throws SyntaxFault if there is no such command. */
export function findCommand(args: Arguments): FoundCommand {
  let name = args.word();
  const byUid = name === 'UID';
  if (byUid) {
    args.space();
    name = args.word();
  }
  const entry = commands.get(name);
  if (!entry || (byUid && entry.withUid === undefined)) throw args.fault(`unknown command ${name}`);
  return { name, byUid, entry };
}
