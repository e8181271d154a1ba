/** The people of the workspace: what they may do, and whether they can sign in. Only an owner touches owners. */
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Field, Input } from "../../../ui/Field";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import type { User } from "../shared/queries";
import { useSettled } from "../shared/useSettled";
import { userColumns } from "./columns";
import { NewUserDialog } from "./NewUserDialog";
import { PasswordDialog } from "./PasswordDialog";
import { useChangeUser, useUsers } from "./queries";
import { UserDialog } from "./UserDialog";

type Doing = { what: "edit" | "password" | "disable"; user: User };

export function UsersPage() {
  const { may, session } = useAccount();
  const mayChange = may("workspace:admin");
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("search") ?? "";
  // The address follows a moment later: a field that had its letters from there would put the old ones back first.
  const [words, setWords] = useState(wanted);
  const isTyping = useRef(false);
  useEffect(() => {
    if (!isTyping.current) setWords(wanted);
  }, [wanted]);
  const look = (typed: string) => {
    isTyping.current = true;
    setWords(typed);
    setSearch(typed ? { search: typed } : {}, { replace: true });
  };
  const [isAdding, setAdding] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const users = useUsers(useSettled(words.trim()));
  const change = useChangeUser();
  const tell = useTell();
  const close = () => setDoing(null);
  const setDisabled = async (user: User, isDisabled: boolean) => {
    await change.mutateAsync({ id: user.id, body: { is_disabled: isDisabled } });
    tell.done(t(isDisabled ? "settings.users.disabled" : "settings.users.enabled", { name: user.name }));
  };
  const columns = userColumns({
    mayChange: (user) => mayChange && (user.role !== "owner" || session.user?.role === "owner"),
    isSelf: (user) => user.id === session.user?.id,
    edit: (user) => setDoing({ what: "edit", user }),
    setPassword: (user) => setDoing({ what: "password", user }),
    disable: (user) => setDoing({ what: "disable", user }),
    enable: (user) => void setDisabled(user, false).catch(tell.failed),
  });
  return (
    <Page title={t("settings.sections.users")} actions={mayChange && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t("settings.users.new")}</Button>}>
      <p className="settings-lead">{t("settings.users.lead")}</p>
      <div className="form-row">
        <Field label={t("settings.users.search")}>
          <Input type="search" value={words} onChange={(event) => look(event.target.value)} onBlur={() => (isTyping.current = false)} />
        </Field>
      </div>
      <Loaded query={users} isEmpty={(rows) => rows.length === 0} empty={<Empty title={t("settings.users.empty")} />}>
        {(rows) => <Table caption={t("settings.sections.users")} columns={columns} rows={rows} keyOf={(user) => user.id} />}
      </Loaded>
      <ListMore query={users} />
      {isAdding && <NewUserDialog onClose={() => setAdding(false)} />}
      {doing?.what === "edit" && <UserDialog user={doing.user} onClose={close} />}
      {doing?.what === "password" && <PasswordDialog user={doing.user} onClose={close} />}
      <Confirm
        isOpen={doing?.what === "disable"}
        text={t("settings.users.disableText", { name: doing?.user.name ?? "" })}
        confirm={t("settings.users.disable")}
        onConfirm={async () => doing && setDisabled(doing.user, true)}
        onClose={close}
      />
    </Page>
  );
}
