/** Actions of agents: the list, and the editor with its try-out. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { ActionEditor } from "./ActionEditor";
import { ActionList } from "./ActionList";

export function ActionPages() {
  return (
    <Routes>
      <Route index element={<ActionList />} />
      <Route path="new" element={<ActionEditor />} />
      <Route path=":id" element={<ActionEditor />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
