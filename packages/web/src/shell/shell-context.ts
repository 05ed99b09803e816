import { createContext, type ReactNode, useContext } from 'react';

interface ShellParts {
  /** Opens the navigation on phones; the mail screen puts it into its own bar. */
  menuButton: ReactNode;
}

export const ShellContext = createContext<ShellParts>({ menuButton: null });

export function useShell(): ShellParts {
  return useContext(ShellContext);
}
