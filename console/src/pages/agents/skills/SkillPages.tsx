/** Skills: the list, and the editor. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { SkillEditor } from "./SkillEditor";
import { SkillList } from "./SkillList";

export function SkillPages() {
  return (
    <Routes>
      <Route index element={<SkillList />} />
      <Route path="new" element={<SkillEditor key="new" />} />
      <Route path=":id" element={<SkillEditor />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
