/** Agents: the list, and the editor with its test chat. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { AgentEditor } from "./AgentEditor";
import { AgentList } from "./AgentList";

export function AgentsPages() {
  return (
    <Routes>
      <Route index element={<AgentList />} />
      <Route path="new" element={<AgentEditor key="new" />} />
      <Route path=":id" element={<AgentEditor />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
