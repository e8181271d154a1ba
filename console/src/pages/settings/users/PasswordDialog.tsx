/** Giving somebody a password in place of the one that they have. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, Input } from "../../../ui/Field";
import { among, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import type { User } from "../shared/queries";
import { useChangeUser } from "./queries";

export function PasswordDialog({ user, onClose }: { user: User; onClose(): void }) {
  const [password, setPassword] = useState("");
  const change = useChangeUser();
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { id: user.id, body: { password } },
      {
        onSuccess: () => {
          tell.done(t("settings.users.passwordSet", { name: user.name }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t("settings.users.setPasswordOf", { name: user.name })} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <p>{t("settings.users.passwordText")}</p>
        <Field label={t("signIn.newPassword")} hint={t("signIn.newPasswordHint")} error={fieldError(change.error, "password")}>
          <Input type="password" required minLength={10} maxLength={200} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <Refused error={change.error} isShown={among(["password"])} />
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={change.isPending}>{t("signIn.setPassword")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
