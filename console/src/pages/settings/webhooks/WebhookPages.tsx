/** Receivers of webhooks: the list, one with its log, making and changing one. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { EditWebhookPage } from "./EditWebhookPage";
import { NewWebhookPage } from "./NewWebhookPage";
import { WebhookList } from "./WebhookList";
import { WebhookPage } from "./WebhookPage";

export function WebhookPages() {
  return (
    <Routes>
      <Route index element={<WebhookList />} />
      <Route path="new" element={<NewWebhookPage />} />
      <Route path=":id" element={<WebhookPage />} />
      <Route path=":id/edit" element={<EditWebhookPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
