/** Keys of clients: the list, and making one. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { KeyList } from "./KeyList";
import { NewKeyPage } from "./NewKeyPage";

export function KeyPages() {
  return (
    <Routes>
      <Route index element={<KeyList />} />
      <Route path="new" element={<NewKeyPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
