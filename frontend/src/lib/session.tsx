/** Begins and ends a session in the page: a new client (empty cache) whenever the seat changes. */
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { Provider } from "urql";
import { makeClient } from "@/lib/client";

const Restart = createContext<() => void>(() => undefined);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [generation, setGeneration] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is what asks for a new client
  const client = useMemo(() => makeClient(), [generation]);
  return (
    <Restart.Provider value={() => setGeneration((now) => now + 1)}>
      <Provider value={client}>{children}</Provider>
    </Restart.Provider>
  );
}

/** Forgets everything the last seat saw. */
export function useNewSession(): () => void {
  return useContext(Restart);
}
