/** Questions that are asked of every conversation: the list, and the editor with its try-out. */
import { Route, Routes } from "react-router";

import { MissingPage } from "../../../app/CrashPage";
import { SignalEditor } from "./SignalEditor";
import { SignalList } from "./SignalList";

export function SignalPages() {
  return (
    <Routes>
      <Route index element={<SignalList />} />
      <Route path="new" element={<SignalEditor />} />
      <Route path=":id" element={<SignalEditor />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
