/**
 * Which page stands at which address. Each is loaded when it is first opened, so that the first page is small.
 * `/conversations/{id}` is the address that webhooks and mails link to.
 */
import { createBrowserRouter, Navigate } from "react-router";

import { CrashPage, MissingPage } from "./CrashPage";
import { Shell } from "./Shell";

/** Nothing is drawn before the first page is there: it comes from the same machine. */
const Nothing = () => null;

export const router = createBrowserRouter([
  {
    errorElement: <CrashPage />,
    HydrateFallback: Nothing,
    children: [
      { path: "/sign-in", lazy: async () => ({ Component: (await import("../pages/sign-in/SignInPage")).SignInPage }) },
      { path: "/reset", lazy: async () => ({ Component: (await import("../pages/sign-in/ResetPage")).ResetPage }) },
      { path: "/shared/:token", lazy: async () => ({ Component: (await import("../pages/shared/SharedPage")).SharedPage }) },
      {
        element: <Shell />,
        errorElement: <CrashPage />,
        children: [
          { index: true, element: <Navigate to="/conversations" replace /> },
          { path: "/overview", lazy: async () => ({ Component: (await import("../pages/overview/OverviewPage")).OverviewPage }) },
          { path: "/conversations", lazy: async () => ({ Component: (await import("../pages/conversations/ConversationsPage")).ConversationsPage }) },
          { path: "/conversations/:id", lazy: async () => ({ Component: (await import("../pages/conversation/ConversationPage")).ConversationPage }) },
          { path: "/quality/*", lazy: async () => ({ Component: (await import("../pages/quality/QualityPages")).QualityPages }) },
          { path: "/agents/*", lazy: async () => ({ Component: (await import("../pages/agents/AgentPages")).AgentPages }) },
          { path: "/settings/*", lazy: async () => ({ Component: (await import("../pages/settings/SettingsPages")).SettingsPages }) },
          { path: "*", element: <MissingPage /> },
        ],
      },
    ],
  },
]);
