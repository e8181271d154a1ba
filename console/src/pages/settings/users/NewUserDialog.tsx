/** Adding somebody. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, Input } from "../../../ui/Field";
import { among, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { useMakeUser } from "./queries";
import { type Role, RoleField } from "./RoleField";

export function NewUserDialog({ onClose }: { onClose(): void }) {
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("member");
  const [password, setPassword] = useState("");
  const make = useMakeUser();
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(
      { email, name, role, ...(password && { password }) },
      {
        onSuccess: () => {
          tell.done(t("settings.users.added", { name }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t("settings.users.new")} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label={t("common.name")} error={fieldError(make.error, "name")}>
          <Input required maxLength={200} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("common.email")} error={fieldError(make.error, "email")}>
          <Input type="email" required maxLength={320} autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <RoleField value={role} onChange={setRole} error={fieldError(make.error, "role")} />
        <Field label={t("settings.users.firstPassword")} hint={t("settings.users.firstPasswordHint")} error={fieldError(make.error, "password")}>
          <Input type="password" minLength={10} maxLength={200} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <Refused error={make.error} isShown={among(["name", "email", "role", "password"])} />
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={make.isPending}>{t("settings.users.add")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
