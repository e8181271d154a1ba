/** Who is signed in. Everything below `SignedIn` may take a user for granted. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import { Navigate, useLocation } from "react-router";

import { api, taken } from "../api/client";
import { ApiError } from "../api/errors";
import type { components } from "../api/schema";
import { Failed, Loading } from "../ui/State";

export type Session = components["schemas"]["Session"];

interface Account {
  session: Session;
  /** Whether the role grants a scope. */
  may(scope: string): boolean;
  signOut(): Promise<void>;
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
    queryKey: ["session"],
    queryFn: () => taken(api.GET("/api/colloquy/v1/session")),
    staleTime: 5 * 60_000,
    retry: (count, error) => !(error instanceof ApiError && error.status === 401) && count < 2,
  });
  const signOut = useCallback(async () => {
    await api.DELETE("/api/colloquy/v1/session");
    queries.clear();
    window.location.assign("/sign-in");
  }, [queries]);
  const account = useMemo<Account | null>(() => {
    if (!session.data) return null;
    const scopes = new Set<string>(session.data.scopes);
    const isAdmin = scopes.has("workspace:admin");
    return { session: session.data, may: (scope) => isAdmin || scopes.has(scope), signOut };
  }, [session.data, signOut]);

  if (account) return <Current value={account}>{children}</Current>;
  if (session.error instanceof ApiError && session.error.status === 401) {
    const wanted = location.pathname + location.search;
    return <Navigate to={wanted === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(wanted)}`} replace />;
  }
  if (session.error) return <Failed error={session.error} onRetry={() => void session.refetch()} />;
  return <Loading rows={6} onRetry={() => void session.refetch()} />;
}
