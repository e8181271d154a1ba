/** The list of projects, one of them, and making and changing one. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { EditProjectPage } from "./EditProjectPage";
import { NewProjectPage } from "./NewProjectPage";
import { ProjectListPage } from "./ProjectListPage";
import { ProjectPage } from "./ProjectPage";
import "./projects.css";

export function ProjectPages() {
  return (
    <Routes>
      <Route index element={<ProjectListPage />} />
      <Route path="new" element={<NewProjectPage />} />
      <Route path=":id" element={<ProjectPage />} />
      <Route path=":id/edit" element={<EditProjectPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
