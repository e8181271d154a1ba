/** Making a key: for whom, with what it may do; and the key itself, this once. */
import { type FormEvent, useState } from "react";
import { Link, useNavigate } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field, fieldError, Input, Select } from "../../../ui/Field";
import { Page, Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { useUserChoices } from "../shared/queries";
import { ScopePicker } from "../shared/ScopePicker";
import { KeyShown } from "./KeyShown";
import { type NewKey, useMakeKey } from "./queries";

export function NewKeyPage() {
  const [made, setMade] = useState<NewKey | null>(null);
  const navigate = useNavigate();
  const above = <Link to="/settings/keys">{t("settings.back", { to: t("settings.sections.keys") })}</Link>;
  if (!made) return <Page title={t("settings.keys.new")} above={above}><KeyForm onMade={setMade} /></Page>;
  return (
    <Page title={t("settings.keys.madeTitle", { name: made.name })}>
      <KeyShown secret={made.secret} />
      <div className="settings-buttons"><Button look="primary" onClick={() => void navigate("/settings/keys")}>{t("settings.secret.kept")}</Button></div>
    </Page>
  );
}

function KeyForm({ onMade }: { onMade(key: NewKey): void }) {
  const { session, may } = useAccount();
  const [name, setName] = useState("");
  const [userId, setUserId] = useState(session.user?.id ?? "");
  const [scopes, setScopes] = useState<string[]>([]);
  const users = useUserChoices(may("users:read"));
  const make = useMakeKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ name, scopes, ...(userId && { user_id: userId }) }, { onSuccess: onMade });
  };
  const others = (users.data ?? []).filter((user) => !user.is_disabled && user.id !== session.user?.id);
  return (
    <Panel>
      <form className="form settings-wide-form" onSubmit={submit}>
        <Field label={t("common.name")} hint={t("settings.keys.nameHint")} error={fieldError(make.error, "name")}>
          <Input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("settings.keys.user")} hint={t("settings.keys.userHint")} error={fieldError(make.error, "user_id")}>
          <Select value={userId} onChange={(event) => setUserId(event.target.value)}>
            {session.user && <option value={session.user.id}>{session.user.name}</option>}
            {others.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
            <option value="">{t("settings.keys.nobody")}</option>
          </Select>
        </Field>
        <ScopePicker mayBeAll value={scopes} onChange={setScopes} error={fieldError(make.error, "scopes")} />
        <Refused error={make.error} isShown={among(["name", "user_id", "scopes"])} />
        <div className="form-buttons">
          <ButtonLink to="/settings/keys">{t("common.cancel")}</ButtonLink>
          <Button type="submit" look="primary" icon="key" isBusy={make.isPending}>{t("settings.keys.make")}</Button>
        </div>
      </form>
    </Panel>
  );
}
