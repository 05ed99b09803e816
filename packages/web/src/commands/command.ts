/**
 * A command is one thing a person may do from the keyboard: its keys, its name in the help, when it applies, and what it does.
 * Buttons call the same `run`, so that mouse and keyboard never drift apart.
 */
export interface Command {
  id: string;
  group: 'go' | 'list' | 'conversation' | 'general';
  /** Key of the locale files below `commands:`. */
  label:
    | 'next'
    | 'previous'
    | 'open'
    | 'close'
    | 'reply'
    | 'replyAll'
    | 'star'
    | 'markRead'
    | 'markUnread'
    | 'select'
    | 'selectRange'
    | 'selectAll'
    | 'clearSelection'
    | 'archive'
    | 'trash'
    | 'moveTo'
    | 'junk'
    | 'undo'
    | 'search'
    | 'goInbox'
    | 'goSent'
    | 'goAccounts'
    | 'help';
  /** As `pressedKey` names them, one after the other: `['g', 'i']`. */
  keys: readonly [string, ...string[]];
  when?(): boolean;
  run(): void;
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * How commands name a key: the value of `KeyboardEvent.key`, where a capital letter is pressed with Shift; `Shift+ArrowDown` for what
 * Shift does not write otherwise, and `Mod+a` with Ctrl, on a Mac with Command.
 *
 * @returns null for a combination that is the browser's or the system's
 */
export function pressedKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): string | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return shiftKey || (ctrlKey && metaKey) ? null : `Mod+${key}`;
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}

export type Match =
  | { kind: 'run'; command: Command }
  /** The keys so far begin a longer sequence. */
  | { kind: 'more'; pressed: readonly string[] }
  | { kind: 'none' };

/** Which command the keys pressed so far mean. A sequence that leads nowhere starts over with its last key. */
export function matchKeys(pressed: readonly string[], commands: readonly Command[]): Match {
  const applicable = commands.filter((command) => command.when?.() ?? true);
  const exact = applicable.find(
    ({ keys }) => keys.length === pressed.length && keys.every((key, at) => key === pressed[at]),
  );
  if (exact) return { kind: 'run', command: exact };
  const longer = applicable.some(
    ({ keys }) => keys.length > pressed.length && pressed.every((key, at) => key === keys[at]),
  );
  if (longer) return { kind: 'more', pressed };
  const last = pressed.at(-1);
  return pressed.length > 1 && last !== undefined ? matchKeys([last], commands) : { kind: 'none' };
}
