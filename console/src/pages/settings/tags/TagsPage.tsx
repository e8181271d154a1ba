/** The tags of the workspace. */
import { useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { type Tag, useTags } from "../shared/queries";
import { useDeleteTag } from "./queries";
import { TagDialog } from "./TagDialog";
import "./tags.css";

export function TagsPage() {
  const { may } = useAccount();
  const mayChange = may("workspace:admin");
  const [editing, setEditing] = useState<Tag | "new" | null>(null);
  const [deleting, setDeleting] = useState<Tag | null>(null);
  const tags = useTags();
  const remove = useDeleteTag();
  const tell = useTell();
  const add = mayChange && <Button look="primary" icon="plus" onClick={() => setEditing("new")}>{t("settings.tags.new")}</Button>;
  const end = async (tag: Tag) => {
    await remove.mutateAsync(tag.id);
    tell.done(t("settings.deleted", { name: tag.name }));
  };
  return (
    <Page title={t("settings.sections.tags")} actions={add}>
      <p className="settings-lead">{t("settings.tags.lead")}</p>
      <Loaded query={tags} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.tags.empty")}>{add}</Empty>}>
        {(all) => <Table caption={t("settings.sections.tags")} columns={columnsOf(mayChange, setEditing, setDeleting)} rows={all} keyOf={(tag) => tag.id} />}
      </Loaded>
      {editing && <TagDialog key={editing === "new" ? "new" : editing.id} tag={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      <Confirm
        isOpen={deleting !== null}
        text={t("settings.tags.deleteText", { name: deleting?.name ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(mayChange: boolean, edit: (tag: Tag) => void, remove: (tag: Tag) => void): Column<Tag>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (tag) => (
        <span className="settings-tags-name">
          {tag.hex_color && <span className="settings-tags-colour" style={{ background: tag.hex_color }} aria-hidden="true" />}
          <strong>{tag.name}</strong>
        </span>
      ),
    },
    { key: "description", title: t("settings.tags.description"), cell: (tag) => tag.description },
    { key: "auto", title: t("settings.tags.auto"), cell: (tag) => t(tag.auto_tagging_enabled ? "common.yes" : "common.no") },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (tag) => (
        <div className="settings-buttons">
          <ButtonLink to={`/conversations?tag_id=${tag.id}`} aria-label={t("settings.tags.conversationsOf", { name: tag.name })}>{t("common.nav.conversations")}</ButtonLink>
          {mayChange && <Button aria-label={t("settings.editOne", { name: tag.name })} onClick={() => edit(tag)}>{t("common.edit")}</Button>}
          {mayChange && <Button look="danger" aria-label={t("settings.deleteOne", { name: tag.name })} onClick={() => remove(tag)}>{t("common.delete")}</Button>}
        </div>
      ),
    },
  ];
}
