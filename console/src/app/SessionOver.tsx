/** A session that ended while a page is open: signing in again leaves everything as it stands, also what is not saved yet. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field, Input } from "../ui/Field";
import { SESSION } from "./keys";
import { useSignIn } from "./useSignIn";

export function SessionOver({ email }: { email: string }) {
  const [password, setPassword] = useState("");
  const queries = useQueryClient();
  const signIn = useSignIn((session) => {
    queries.setQueryData(SESSION, session);
    void queries.invalidateQueries();
  });
  // Somebody else sees nothing of what is here.
  const leave = () => window.location.assign("/sign-in");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email, password });
  };
  return (
    <Dialog title={t("signIn.over")} isOpen onClose={() => undefined} isHeld>
      <form className="form" onSubmit={submit}>
        <p>{t("signIn.overText")}</p>
        <Field label={t("signIn.email")}>
          <Input type="email" autoComplete="username" readOnly value={email} />
        </Field>
        <Field label={t("signIn.password")}>
          <Input type="password" autoComplete="current-password" required autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        {signIn.refusal && <p className="field-error" role="alert">{signIn.refusal}</p>}
        <div className="form-buttons">
          <Button onClick={leave}>{t("signIn.asSomebodyElse")}</Button>
          <Button type="submit" look="primary" isBusy={signIn.isPending}>{t("signIn.submit")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
