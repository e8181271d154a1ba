/** The list of scorecards, one of them with its versions, and the editor. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { EditScorecardPage } from "./EditScorecardPage";
import { NewScorecardPage } from "./NewScorecardPage";
import { ScorecardListPage } from "./ScorecardListPage";
import { ScorecardPage } from "./ScorecardPage";
import "./scorecards.css";

export function ScorecardPages() {
  return (
    <Routes>
      <Route index element={<ScorecardListPage />} />
      <Route path="new" element={<NewScorecardPage />} />
      <Route path=":id" element={<ScorecardPage />} />
      <Route path=":id/edit" element={<EditScorecardPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
