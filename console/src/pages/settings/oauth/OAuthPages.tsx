/** Programs that get tokens: the list, adding one, and changing one. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { ClientList } from "./ClientList";
import { EditClientPage } from "./EditClientPage";
import { NewClientPage } from "./NewClientPage";

export function OAuthPages() {
  return (
    <Routes>
      <Route index element={<ClientList />} />
      <Route path="new" element={<NewClientPage />} />
      <Route path=":id" element={<EditClientPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
