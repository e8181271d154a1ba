/** One's own account: who one is, and a new password. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { api, taken } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, fieldError, Input } from "../../../ui/Field";
import { Page, Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import type { Body } from "../shared/wire";

export function AccountPage() {
  const { user } = useAccount().session;
  return (
    <Page title={t("settings.sections.account")}>
      {user && (
        <Panel title={t("settings.account.you")}>
          <dl className="settings-facts">
            <dt>{t("common.name")}</dt>
            <dd>{user.name}</dd>
            <dt>{t("common.email")}</dt>
            <dd>{user.email}</dd>
            <dt>{t("settings.users.role")}</dt>
            <dd>{t(`settings.users.roles.${user.role}`)}</dd>
          </dl>
        </Panel>
      )}
      <Panel title={t("settings.account.password")}><PasswordForm email={user?.email ?? ""} /></Panel>
    </Page>
  );
}

function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [isDifferent, setDifferent] = useState(false);
  const tell = useTell();
  const change = useMutation({
    mutationFn: (body: Body<"/api/colloquy/v1/me/password", "put">) => taken(api.PUT("/api/colloquy/v1/me/password", { body })),
    onSuccess: () => {
      tell.done(t("settings.account.changed"));
      setCurrent("");
      setPassword("");
      setAgain("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDifferent(password !== again);
    if (password === again) change.mutate({ current_password: current, password });
  };
  const { error } = change;
  const tooOften = error instanceof ApiError && error.status === 429 ? Math.ceil((error.retryAfterSeconds ?? 60) / 60) : null;
  return (
    <form className="form" onSubmit={submit}>
      <p className="settings-soft">{t("settings.account.passwordLead")}</p>
      {/* For password managers, which keep a password by whose it is. */}
      <input type="email" className="visually-hidden" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
      <Field label={t("signIn.currentPassword")} error={fieldError(error, "current_password")}>
        <Input type="password" required autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
      </Field>
      <Field label={t("signIn.newPassword")} hint={t("signIn.newPasswordHint")} error={fieldError(error, "password")}>
        <Input type="password" required minLength={10} maxLength={200} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      <Field label={t("settings.account.again")} error={isDifferent && password !== again ? t("settings.account.different") : undefined}>
        <Input type="password" required autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />
      </Field>
      {tooOften === null ? (
        <Refused error={error} isShown={among(["current_password", "password"])} />
      ) : (
        <p className="field-error" role="alert">{t("signIn.tooOften", { minutes: tooOften })}</p>
      )}
      <div className="form-buttons">
        <Button type="submit" look="primary" isBusy={change.isPending}>{t("settings.account.change")}</Button>
      </div>
    </form>
  );
}
