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
    | 'markUnread'
    | 'archive'
    | 'trash'
    | 'moveTo'
    | 'junk'
    | 'search'
    | 'goInbox'
    | 'goSent'
    | 'goAccounts'
    | 'help';
  /** Values of `KeyboardEvent.key`, one after the other: `['g', 'i']`. A capital letter is pressed with Shift. */
  keys: readonly [string, ...string[]];
  when?(): boolean;
  run(): void;
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
