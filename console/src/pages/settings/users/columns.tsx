/** The columns of the list of people, with what can be done to each. */
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { ago, date, dateTime } from "../../../ui/format";
import type { Column } from "../../../ui/Table";
import type { User } from "../shared/queries";

interface Doing {
  mayChange(user: User): boolean;
  isSelf(user: User): boolean;
  edit(user: User): void;
  setPassword(user: User): void;
  disable(user: User): void;
  enable(user: User): void;
}

export function userColumns(doing: Doing): Column<User>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (user) => (
        <>
          <strong>{user.name}</strong> {doing.isSelf(user) && <Badge tone="accent">{t("settings.users.you")}</Badge>}
          <p className="settings-soft">{[user.email, user.job_title].filter(Boolean).join(" · ")}</p>
        </>
      ),
    },
    { key: "role", title: t("settings.users.role"), cell: (user) => t(`settings.users.roles.${user.role}`) },
    { key: "state", title: t("settings.users.signIn"), cell: (user) => <SignInState user={user} /> },
    {
      key: "seen",
      title: t("settings.users.lastSeen"),
      cell: (user) => (user.last_seen_at ? <time dateTime={user.last_seen_at} title={dateTime(user.last_seen_at)}>{ago(user.last_seen_at)}</time> : t("settings.users.neverSeen")),
    },
    { key: "made", title: t("settings.made"), cell: (user) => date(user.created_at) },
    { key: "actions", title: t("common.actions"), isTitleHidden: true, cell: (user) => doing.mayChange(user) && <Buttons user={user} doing={doing} /> },
  ];
}

function SignInState({ user }: { user: User }) {
  if (user.is_disabled) return <Badge tone="bad">{t("settings.users.isDisabled")}</Badge>;
  return user.has_password ? <Badge tone="good">{t("settings.users.canSignIn")}</Badge> : <Badge tone="warn">{t("settings.users.noPassword")}</Badge>;
}

function Buttons({ user, doing }: { user: User; doing: Doing }) {
  const name = user.name;
  const isSelf = doing.isSelf(user);
  return (
    <div className="settings-buttons">
      <Button aria-label={t("settings.editOne", { name })} onClick={() => doing.edit(user)}>{t("common.edit")}</Button>
      {!isSelf && !user.is_disabled && (
        <>
          <Button aria-label={t("settings.users.setPasswordOf", { name })} onClick={() => doing.setPassword(user)}>{t("settings.users.setPassword")}</Button>
          <Button look="danger" aria-label={t("settings.users.disableOne", { name })} onClick={() => doing.disable(user)}>{t("settings.users.disable")}</Button>
        </>
      )}
      {user.is_disabled && <Button aria-label={t("settings.users.enableOne", { name })} onClick={() => doing.enable(user)}>{t("settings.users.enable")}</Button>}
    </div>
  );
}
