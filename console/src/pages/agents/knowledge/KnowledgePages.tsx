/** Knowledge bases: the list, making one, and one with its sources. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { KnowledgeList } from "./KnowledgeList";
import { KnowledgePage } from "./KnowledgePage";
import { NewKnowledgePage } from "./NewKnowledgePage";

export function KnowledgePages() {
  return (
    <Routes>
      <Route index element={<KnowledgeList />} />
      <Route path="new" element={<NewKnowledgePage />} />
      <Route path=":id" element={<KnowledgePage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
