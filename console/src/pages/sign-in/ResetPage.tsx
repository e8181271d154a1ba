/** A new password, by the word of a link. The word stands behind `#`, so that no server's log keeps it. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { api } from "../../api/client";
import { ApiError } from "../../api/errors";
import { t } from "../../texts";
import { Button, ButtonLink } from "../../ui/Button";
import { Field, fieldError, Input } from "../../ui/Field";
import { messageOf } from "../../ui/State";
import { Frame } from "./Frame";

export function ResetPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState("");
  const reset = useMutation({
    mutationFn: () => api.POST("/api/colloquy/v1/password-resets/confirm", { body: { token, password } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  const refused = fieldError(reset.error, "password");
  const isOver = reset.error instanceof ApiError && reset.error.status === 404;
  return (
    <Frame title={t("signIn.resetTitle")}>
      {reset.isSuccess ? (
        <div className="form">
          <p role="status">{t("signIn.resetDone")}</p>
          <ButtonLink to="/sign-in" look="primary">{t("signIn.title")}</ButtonLink>
        </div>
      ) : (
        <form className="form" onSubmit={submit}>
          <Field label={t("signIn.newPassword")} hint={t("signIn.newPasswordHint")} error={refused}>
            <Input type="password" autoComplete="new-password" required minLength={10} maxLength={200} autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />
          </Field>
          {reset.error && !refused && (
            <p className="field-error" role="alert">{isOver ? t("signIn.resetOver") : messageOf(reset.error)}</p>
          )}
          <Button type="submit" look="primary" isBusy={reset.isPending}>{t("signIn.setPassword")}</Button>
          <ButtonLink to="/sign-in" look="quiet">{t("signIn.backToSignIn")}</ButtonLink>
        </form>
      )}
    </Frame>
  );
}
