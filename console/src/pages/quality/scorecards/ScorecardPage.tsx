/** A scorecard: its criteria in the newest or an older version, how the score comes of them, and its versions. */
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink, IconButton } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { dateTime } from "../../../ui/format";
import { Menu, MenuItem } from "../../../ui/Menu";
import { Page } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { Tabs } from "../../../ui/Tabs";
import { useTell } from "../../../ui/Toasts";
import { changed } from "../shared/filters";
import { criteriaOf, useVersion } from "../shared/queries";
import type { ScorecardWithSections, Section } from "../shared/types";
import { Formula } from "./Formula";
import { useChangeScorecard, useDeleteScorecard, useScorecard } from "./queries";
import { SectionsView } from "./SectionsView";
import { VersionsTab } from "./VersionsTab";
import { weightOf } from "./words";

export function ScorecardPage() {
  const { id = "" } = useParams();
  const scorecard = useScorecard(id);
  const above = <Link to="/quality/scorecards">{t("quality.scorecards.back")}</Link>;
  const actions = scorecard.data && <Actions scorecard={scorecard.data} />;
  return (
    <Page title={scorecard.data?.name ?? t("quality.tabs.scorecards")} above={above} actions={actions}>
      <Loaded query={scorecard} rows={8}>{(found) => <Content scorecard={found} />}</Loaded>
    </Page>
  );
}

function Content({ scorecard }: { scorecard: ScorecardWithSections }) {
  const [params, setParams] = useSearchParams();
  const wanted = Number(params.get("version"));
  const isOlder = Number.isInteger(wanted) && wanted > 0 && wanted !== scorecard.version;
  const criteria = isOlder ? <Older scorecard={scorecard} wanted={wanted} /> : <Criteria sections={scorecard.sections} />;
  return (
    <>
      <div className="quality-row">
        <Badge>{t("quality.scorecards.versionOf", { number: scorecard.version })}</Badge>
        {scorecard.is_default && <Badge tone="accent">{t("quality.scorecards.default")}</Badge>}
        <span className="quality-soft">{t("quality.scorecards.changedAt")} <time dateTime={scorecard.updated_at}>{dateTime(scorecard.updated_at)}</time></span>
      </div>
      {scorecard.description && <p className="quality-lead quality-text">{scorecard.description}</p>}
      <Tabs
        label={t("quality.scorecards.parts")}
        value={params.get("tab") === "versions" ? "versions" : "criteria"}
        onChange={(tab) => setParams((now) => changed(now, { tab: tab === "versions" ? tab : undefined }), { replace: true })}
        tabs={[
          { value: "criteria", label: t("quality.scorecards.criteria"), content: criteria },
          { value: "versions", label: t("quality.scorecards.versions"), content: <VersionsTab id={scorecard.id} /> },
        ]}
      />
    </>
  );
}

function Criteria({ sections }: { sections: readonly Section[] }) {
  const weighed = criteriaOf(sections).map((criterion) => ({ name: criterion.name, weight: weightOf(criterion), isCritical: criterion.is_critical ?? false }));
  return (
    <div className="scorecard-split">
      <SectionsView sections={sections} />
      <Formula criteria={weighed} />
    </div>
  );
}

function Older({ scorecard, wanted }: { scorecard: ScorecardWithSections; wanted: number }) {
  const { may } = useAccount();
  const version = useVersion(scorecard.id, wanted);
  return (
    <>
      <div className="scorecard-older">
        <p><strong>{t("quality.scorecards.versionOf", { number: wanted })}.</strong> {t("quality.scorecards.older", { number: scorecard.version })}</p>
        <ButtonLink to={`/quality/scorecards/${scorecard.id}`}>{t("quality.scorecards.toNewest")}</ButtonLink>
        {may("evaluations:write") && <ButtonLink to={`/quality/scorecards/${scorecard.id}/edit?version=${wanted}`}>{t("quality.scorecards.editVersion")}</ButtonLink>}
      </div>
      <Loaded query={version} rows={8}>{({ sections }) => <Criteria sections={sections} />}</Loaded>
    </>
  );
}

function Actions({ scorecard: { id, name, is_default: isDefault } }: { scorecard: ScorecardWithSections }) {
  const { may } = useAccount();
  const navigate = useNavigate();
  const tell = useTell();
  const change = useChangeScorecard(id);
  const remove = useDeleteScorecard(id);
  const [isDeleting, setDeleting] = useState(false);
  if (!may("evaluations:write")) return null;
  const makeDefault = () => change.mutate({ is_default: true }, { onSuccess: () => tell.done(t("quality.scorecards.madeDefault", { name })), onError: tell.failed });
  return (
    <>
      {!isDefault && <Button isBusy={change.isPending} onClick={makeDefault}>{t("quality.scorecards.makeDefault")}</Button>}
      <ButtonLink look="primary" icon="edit" to={`/quality/scorecards/${id}/edit`}>{t("quality.scorecards.editThis")}</ButtonLink>
      <Menu trigger={<IconButton label={t("common.more")} icon="more" />}>
        <MenuItem icon="plus" onSelect={() => void navigate(`/quality/scorecards/new?from=${id}`)}>{t("quality.scorecards.duplicate")}</MenuItem>
        <MenuItem icon="trash" isDanger isDisabled={isDefault} onSelect={() => setDeleting(true)}>{t("common.delete")}</MenuItem>
      </Menu>
      <Confirm
        isOpen={isDeleting}
        title={t("quality.scorecards.deleteTitle", { name })}
        text={t("quality.scorecards.deleteText")}
        confirm={t("common.delete")}
        onConfirm={async () => {
          await remove.mutateAsync();
          tell.done(t("quality.scorecards.deleted", { name }));
          void navigate("/quality/scorecards");
        }}
        onClose={() => setDeleting(false)}
      />
    </>
  );
}
