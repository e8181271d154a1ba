/** Changing somebody's name, role and job. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, fieldError, Input } from "../../../ui/Field";
import { among, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import type { User } from "../shared/queries";
import { useChangeUser } from "./queries";
import { RoleField } from "./RoleField";

export function UserDialog({ user, onClose }: { user: User; onClose(): void }) {
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [job, setJob] = useState(user.job_title ?? "");
  const change = useChangeUser();
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      // Of somebody who is kept out the role stays as it is until they may come in again.
      { id: user.id, body: { name, job_title: job.trim() || null, ...(!user.is_disabled && { role }) } },
      {
        onSuccess: () => {
          tell.done(t("common.saved"));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t("settings.editOne", { name: user.name })} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <p className="settings-soft">{user.email}</p>
        <Field label={t("common.name")} error={fieldError(change.error, "name")}>
          <Input required maxLength={200} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {!user.is_disabled && <RoleField value={role} onChange={setRole} error={fieldError(change.error, "role")} />}
        <Field label={t("settings.users.job")} error={fieldError(change.error, "job_title")}>
          <Input maxLength={255} value={job} onChange={(event) => setJob(event.target.value)} />
        </Field>
        <Refused error={change.error} isShown={among(["name", "role", "job_title"])} />
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={change.isPending}>{t("common.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
