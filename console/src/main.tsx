import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";

import { ApiError, isSignedOut } from "./api/errors";
import { SESSION } from "./app/keys";
import { router } from "./app/routes";
import { startTheme } from "./app/theme";
import { Toasts } from "./ui/Toasts";
import "./ui/tokens.css";

startTheme();

/** Where anything is refused because nobody is signed in, the session is looked at: see `SignedIn`. */
const lookAtSession = (error: unknown) => {
  const isKnown = isSignedOut(queries.getQueryState(SESSION)?.error);
  if (isSignedOut(error) && !isKnown) void queries.invalidateQueries({ queryKey: SESSION });
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== SESSION[0] && lookAtSession(error) }),
  mutationCache: new MutationCache({ onError: lookAtSession }),
  defaultOptions: {
    queries: {
      // What the server refused it will refuse again; a server that is away may come back.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      staleTime: 10_000,
      refetchOnWindowFocus: true,
    },
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Toasts>
        <RouterProvider router={router} />
      </Toasts>
    </QueryClientProvider>
  </StrictMode>,
);
