/** What people say about a program: its name, where it sends people back to, how it gets tokens, and what it may do. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { CheckBox, Field, fieldError, Input, Select, TextArea } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { among, listError, Refused } from "../../../ui/Refused";
import { CheckList, Group } from "../shared/Choices";
import { linesOf, textOf } from "../shared/lines";
import { useUserChoices } from "../shared/queries";
import { ScopePicker } from "../shared/ScopePicker";
import type { ClientDraft, ClientScope, GrantType, OAuthClient } from "./queries";
import { GRANTS, grantInWords } from "./words";

const FIELDS = ["name", "redirect_uris", "grant_types", "scopes", "user_id"];

interface Props {
  /** The one to change; a new one where there is none. */
  client?: OAuthClient;
  isBusy: boolean;
  error: unknown;
  onSubmit(draft: ClientDraft): void;
}

export function ClientForm({ client, isBusy, error, onSubmit }: Props) {
  const [name, setName] = useState(client?.name ?? "");
  const [isConfidential, setConfidential] = useState(client?.confidential ?? true);
  const [uris, setUris] = useState(textOf(client?.redirect_uris));
  const [grants, setGrants] = useState<GrantType[]>(client ? GRANTS.filter((one) => client.grant_types.includes(one)) : ["authorization_code", "refresh_token"]);
  const [scopes, setScopes] = useState<string[]>(client?.scopes ?? []);
  const [userId, setUserId] = useState(client?.user_id ?? "");
  const users = useUserChoices();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({
      name,
      redirect_uris: linesOf(uris),
      grant_types: grants,
      // The boxes are those that the server told.
      scopes: scopes as ClientScope[],
      user_id: userId || null,
      ...(!client && { confidential: isConfidential }),
    });
  };
  return (
    <Panel>
      <form className="form settings-wide-form" onSubmit={submit}>
        <Field label={t("common.name")} hint={t("settings.oauth.nameHint")} error={fieldError(error, "name")}>
          <Input required maxLength={255} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {!client && <CheckBox label={t("settings.oauth.isConfidential")} checked={isConfidential} onChange={(event) => setConfidential(event.target.checked)} />}
        <Group legend={t("settings.oauth.grants")} error={listError(error, "grant_types")}>
          <CheckList options={GRANTS.map((value) => ({ value, label: grantInWords(value) }))} value={grants} onChange={setGrants} />
        </Group>
        <Field label={t("settings.oauth.uris")} hint={t("settings.oauth.urisHint")} error={listError(error, "redirect_uris")}>
          <TextArea rows={3} spellCheck={false} value={uris} onChange={(event) => setUris(event.target.value)} />
        </Field>
        <Field label={t("settings.oauth.user")} hint={t("settings.oauth.userHint")} error={fieldError(error, "user_id")}>
          <Select value={userId} onChange={(event) => setUserId(event.target.value)}>
            <option value="">{t("settings.keys.nobody")}</option>
            {(users.data ?? []).filter((user) => !user.is_disabled || user.id === userId).map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
          </Select>
        </Field>
        <ScopePicker value={scopes} onChange={setScopes} error={fieldError(error, "scopes")} />
        <Refused error={error} isShown={among(FIELDS)} />
        <div className="form-buttons">
          <ButtonLink to="/settings/oauth">{t("common.cancel")}</ButtonLink>
          <Button type="submit" look="primary" isBusy={isBusy}>{t(client ? "common.save" : "settings.oauth.make")}</Button>
        </div>
      </form>
    </Panel>
  );
}
