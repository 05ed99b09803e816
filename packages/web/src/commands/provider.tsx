import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import { type Command, matchKeys, pressedKey } from './command.ts';

interface Commands {
  /** Adds commands until the returned function is called. */
  register(commands: readonly Command[]): () => void;
  /** A key pressed where the page does not hear it: inside the mail frame. */
  press(key: string): void;
  all(): readonly Command[];
}

const Context = createContext<Commands | null>(null);

const sequenceMs = 1200;

/** Where single keys are letters. Escape alone still leads out. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"]') !==
      null
  );
}

export function CommandProvider({ children }: { children: ReactNode }) {
  const groups = useRef(new Set<readonly Command[]>());
  const pressed = useRef<{ keys: readonly string[]; at: number }>({ keys: [], at: 0 });

  const all = useCallback(() => [...groups.current].flat(), []);

  const press = useCallback(
    (key: string): boolean => {
      const now = performance.now();
      const before = now - pressed.current.at < sequenceMs ? pressed.current.keys : [];
      const match = matchKeys([...before, key], all());
      pressed.current = { keys: match.kind === 'more' ? match.pressed : [], at: now };
      if (match.kind === 'run') match.command.run();
      return match.kind !== 'none';
    },
    [all],
  );

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const key = pressedKey(event);
      if (key === null || event.defaultPrevented || event.isComposing) return;
      if (isTyping(event.target)) return;
      // Enter and Space on a button or a link are that element's own.
      if (
        (key === 'Enter' || key === ' ') &&
        event.target instanceof Element &&
        event.target.closest('a, button, summary')
      )
        return;
      if (press(key)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [press]);

  const commands = useMemo<Commands>(
    () => ({
      register(added) {
        groups.current.add(added);
        return () => groups.current.delete(added);
      },
      press: (key) => void press(key),
      all,
    }),
    [press, all],
  );
  return <Context value={commands}>{children}</Context>;
}

export function useCommandContext(): Commands {
  const commands = useContext(Context);
  if (!commands) throw new Error('Commands are used outside of their provider');
  return commands;
}

/** Offers commands while the caller is on the screen. Hand in a list that changes only when its commands do. */
export function useCommands(commands: readonly Command[]): void {
  const { register } = useCommandContext();
  useEffect(() => {
    const remove = register(commands);
    return () => void remove();
  }, [register, commands]);
}
