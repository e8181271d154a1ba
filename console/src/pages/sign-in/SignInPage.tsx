/** Sign-in, and the way to a new password. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { api } from "../../api/client";
import { ApiError } from "../../api/errors";
import { SESSION } from "../../app/keys";
import { useSignIn } from "../../app/useSignIn";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Field, Input } from "../../ui/Field";
import { messageOf } from "../../ui/State";
import { Frame } from "./Frame";

export function SignInPage() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signIn = useSignIn((session) => {
    // What somebody else was shown before is not theirs.
    queries.clear();
    queries.setQueryData(SESSION, session);
    void navigate(localPath(search.get("to")), { replace: true });
  });
  if (isAsking) return <AskForLink email={email} onBack={() => setAsking(false)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email, password });
  };
  return (
    <Frame title={t("signIn.title")}>
      <form className="form" onSubmit={submit}>
        <Field label={t("signIn.email")}>
          <Input type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field label={t("signIn.password")}>
          <Input type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        {signIn.refusal && <p className="field-error" role="alert">{signIn.refusal}</p>}
        <Button type="submit" look="primary" isBusy={signIn.isPending}>{t("signIn.submit")}</Button>
        <Button look="quiet" onClick={() => setAsking(true)}>{t("signIn.forgot")}</Button>
        <p className="field-hint">{t("signIn.firstTime")}</p>
      </form>
    </Frame>
  );
}

function AskForLink({ email: known, onBack }: { email: string; onBack(): void }) {
  const [email, setEmail] = useState(known);
  const ask = useMutation({ mutationFn: () => api.POST("/api/colloquy/v1/password-resets", { body: { email } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const hasNoMail = ask.error instanceof ApiError && ask.error.status === 422;
  return (
    <Frame title={t("signIn.forgot")}>
      <form className="form" onSubmit={submit}>
        <p>{t("signIn.resetIntro")}</p>
        <Field label={t("signIn.email")}>
          <Input type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        {ask.isSuccess && <p role="status">{t("signIn.resetSent")}</p>}
        {ask.error && <p className="field-error" role="alert">{hasNoMail ? t("signIn.resetNoMail", { email }) : messageOf(ask.error)}</p>}
        <Button type="submit" look="primary" isBusy={ask.isPending}>{t("signIn.resetAsk")}</Button>
        <Button look="quiet" onClick={onBack}>{t("signIn.backToSignIn")}</Button>
      </form>
    </Frame>
  );
}

/** Where to go after signing in: a path of this console, whatever the address line says. */
function localPath(wanted: string | null): string {
  return wanted?.startsWith("/") && !wanted.startsWith("//") && !wanted.includes("\\") ? wanted : "/conversations";
}
