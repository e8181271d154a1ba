/** Changing a scorecard: from its newest version, or from an older one that the address names. */
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useVersion } from "../shared/queries";
import type { ScorecardWithSections, Section } from "../shared/types";
import { Editor } from "./Editor";
import { draftOf, sectionsForm } from "./form";
import { useChangeScorecard, useScorecard } from "./queries";

export function EditScorecardPage() {
  const { id = "" } = useParams();
  const { may } = useAccount();
  const [params] = useSearchParams();
  const scorecard = useScorecard(id);
  const wanted = Number(params.get("version")) || undefined;
  const above = <Link to={`/quality/scorecards/${id}`}>{t("quality.scorecards.backToOne")}</Link>;
  const title = scorecard.data ? t("quality.scorecards.edit", { name: scorecard.data.name }) : t("quality.scorecards.editOne");
  return (
    <Page title={title} above={above}>
      {may("evaluations:write")
        ? (
          <Loaded query={scorecard} rows={8}>
            {(found) => (wanted && wanted !== found.version ? <Older scorecard={found} wanted={wanted} /> : <Changing scorecard={found} sections={found.sections} />)}
          </Loaded>
        )
        : <Empty title={t("common.notAllowed")} />}
    </Page>
  );
}

function Older({ scorecard, wanted }: { scorecard: ScorecardWithSections; wanted: number }) {
  const version = useVersion(scorecard.id, wanted);
  return <Loaded query={version} rows={8}>{({ sections }) => <Changing scorecard={scorecard} sections={sections} isOlder />}</Loaded>;
}

function Changing({ scorecard, sections, isOlder = false }: { scorecard: ScorecardWithSections; sections: Section[]; isOlder?: boolean }) {
  // As it was when the editor was opened: what others save meanwhile does not take away what is being written.
  const [begun] = useState(() => ({
    version: scorecard.version,
    form: { name: scorecard.name, description: scorecard.description ?? "", isDefault: scorecard.is_default, sections: sectionsForm(sections) },
  }));
  const change = useChangeScorecard(scorecard.id);
  const tell = useTell();
  const navigate = useNavigate();
  const to = `/quality/scorecards/${scorecard.id}`;
  return (
    <Editor
      initial={begun.form}
      mayBeDefault={!scorecard.is_default}
      notice={
        <>
          <p className="quality-soft">{t("quality.scorecards.editor.newVersion")}</p>
          {scorecard.version > begun.version && !change.isSuccess && <p role="status" className="scorecard-older">{t("quality.scorecards.editor.newerThere", { version: scorecard.version })}</p>}
        </>
      }
      submit={t("quality.scorecards.editor.save")}
      back={isOlder ? `${to}?tab=versions` : to}
      isBusy={change.isPending}
      error={change.error}
      onSave={(form, onSaved, onRefused) =>
        change.mutate({ ...draftOf(form), ...(form.isDefault && { is_default: true }) }, {
          onSuccess: ({ version }) => {
            tell.done(t(version === begun.version ? "quality.scorecards.savedSame" : "quality.scorecards.savedVersion", { number: version }));
            onSaved();
            void navigate(to);
          },
          onError: onRefused,
        })
      }
    />
  );
}
