/** Rules: the list, making one, and one with its preview and runs. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { NewWorkflowPage } from "./NewWorkflowPage";
import { WorkflowList } from "./WorkflowList";
import { WorkflowPage } from "./WorkflowPage";

export function WorkflowPages() {
  return (
    <Routes>
      <Route index element={<WorkflowList />} />
      <Route path="new" element={<NewWorkflowPage />} />
      <Route path=":id" element={<WorkflowPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
