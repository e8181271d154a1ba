/** Every skill: what it is for, and whether dialogues may begin with it. */
import { useState } from "react";
import { Link } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { date } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { type Skill, useDeleteSkill, useSkills } from "./queries";
import "../shared/parts.css";

export function SkillList() {
  const { may } = useAccount();
  const mayChange = may("skills:write");
  const [deleting, setDeleting] = useState<Skill | null>(null);
  const skills = useSkills();
  const remove = useDeleteSkill();
  const tell = useTell();
  const add = mayChange && <ButtonLink look="primary" icon="plus" to="/agents/skills/new">{t("agents.skill.new")}</ButtonLink>;
  const end = async (skill: Skill) => {
    await remove.mutateAsync(skill.id);
    tell.done(t("agents.deleted", { name: skill.name }));
  };
  return (
    <Page title={t("agents.skill.title")} actions={add}>
      <p className="agent-part-lead">{t("agents.skill.lead")}</p>
      <Loaded query={skills} isEmpty={(all) => all.length === 0} empty={<Empty title={t("agents.skill.empty")}><p>{t("agents.skill.emptyHint")}</p>{add}</Empty>}>
        {(all) => <Table caption={t("agents.skill.title")} columns={columnsOf(mayChange ? setDeleting : null)} rows={all} keyOf={(skill) => skill.id} />}
      </Loaded>
      <ListMore query={skills} />
      <Confirm
        isOpen={deleting !== null}
        text={t("agents.skill.deleteText", { name: deleting?.name ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => deleting && end(deleting)}
        onClose={() => setDeleting(null)}
      />
    </Page>
  );
}

function columnsOf(remove: ((skill: Skill) => void) | null): Column<Skill>[] {
  return [
    {
      key: "name",
      title: t("common.name"),
      cell: (skill) => (
        <>
          <Link to={`/agents/skills/${skill.id}`}>{skill.name}</Link>
          {skill.description && <p className="agent-part-soft">{skill.description}</p>}
        </>
      ),
    },
    {
      key: "state",
      title: t("agents.column.state"),
      cell: (skill) => <Badge tone={skill.is_active ? "good" : "warn"}>{t(skill.is_active ? "agents.active" : "agents.inactive")}</Badge>,
    },
    { key: "language", title: t("agents.field.language"), cell: (skill) => skill.language ?? t("common.none") },
    { key: "changed", title: t("agents.column.changed"), cell: (skill) => date(skill.updated_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (skill) => remove && <Button look="danger" aria-label={t("agents.deleteOne", { name: skill.name })} onClick={() => remove(skill)}>{t("common.delete")}</Button>,
    },
  ];
}
