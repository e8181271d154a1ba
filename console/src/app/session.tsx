/** Who is signed in. Everything below `SignedIn` may take a user for granted. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import { Navigate, useLocation } from "react-router";

import { api, taken } from "../api/client";
import { isSignedOut } from "../api/errors";
import { Loaded } from "../ui/State";
import { SESSION } from "./keys";
import { SessionOver } from "./SessionOver";
import type { Session } from "./useSignIn";

export type { Session };

interface Account {
  session: Session;
  /** Whether the role grants a scope. */
  may(scope: string): boolean;
  signOut(): Promise<void>;
  /** Whether the session ended while the page is open. */
  isOver: boolean;
}

const Current = createContext<Account | null>(null);

/** The account that is signed in. */
export function useAccount(): Account {
  const account = useContext(Current);
  if (!account) throw new Error("useAccount needs to stand below SignedIn");
  return account;
}

export function SignedIn({ children }: { children: ReactNode }) {
  const location = useLocation();
  const queries = useQueryClient();
  const session = useQuery({
    queryKey: SESSION,
    queryFn: () => taken(api.GET("/api/colloquy/v1/session")),
    staleTime: 5 * 60_000,
  });
  const signOut = useCallback(async () => {
    await api.DELETE("/api/colloquy/v1/session");
    queries.clear();
    window.location.assign("/sign-in");
  }, [queries]);
  const isOver = isSignedOut(session.error);
  const account = useMemo<Account | null>(() => {
    if (!session.data) return null;
    const scopes = new Set<string>(session.data.scopes);
    const isAdmin = scopes.has("workspace:admin");
    return { session: session.data, may: (scope) => isAdmin || scopes.has(scope), signOut, isOver };
  }, [session.data, signOut, isOver]);

  if (account) {
    return (
      <Current value={account}>
        {children}
        {isOver && <SessionOver email={account.session.user?.email ?? ""} />}
      </Current>
    );
  }
  if (isOver) {
    const wanted = location.pathname + location.search;
    return <Navigate to={wanted === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(wanted)}`} replace />;
  }
  return <Loaded query={session} rows={6}>{() => null}</Loaded>;
}
