import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const Context = createContext<(text: string) => void>(() => undefined);

/** A polite live region for what happens without moving the focus: mail arriving, a message sent, a folder synchronised. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  return (
    <Context value={announce}>
      {children}
      <div aria-live="polite" role="status" className="mr-sr-only">
        {/* A new element each time: the same words twice are said twice. */}
        <span key={said.turn}>{said.text}</span>
      </div>
    </Context>
  );
}

export function useAnnounce(): (text: string) => void {
  return useContext(Context);
}
