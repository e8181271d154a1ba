/** The list of evaluations, and one of them. */
import { Route, Routes } from "react-router";

import { EvaluationPage } from "../evaluation/EvaluationPage";
import { EvaluationListPage } from "./EvaluationListPage";

export function EvaluationPages() {
  return (
    <Routes>
      <Route index element={<EvaluationListPage />} />
      <Route path=":id" element={<EvaluationPage />} />
    </Routes>
  );
}
