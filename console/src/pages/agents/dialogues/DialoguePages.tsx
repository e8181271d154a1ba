/** Conversations that agents of this server hold: the list, starting one, and one of them, live. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { DialogueList } from "./DialogueList";
import { DialoguePage } from "./DialoguePage";
import { StartPage } from "./StartPage";

export function DialoguePages() {
  return (
    <Routes>
      <Route index element={<DialogueList />} />
      <Route path="new" element={<StartPage />} />
      <Route path=":id" element={<DialoguePage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
