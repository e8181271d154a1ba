/** Making a scorecard, from nothing or from one that is there. */
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import type { ScorecardWithSections } from "../shared/types";
import { Editor } from "./Editor";
import { draftOf, newSection, type ScorecardForm, sectionsForm } from "./form";
import { useMakeScorecard, useScorecard } from "./queries";

const LIST = "/quality/scorecards";

export function NewScorecardPage() {
  const { may } = useAccount();
  const [params] = useSearchParams();
  const from = params.get("from");
  const above = <Link to={LIST}>{t("quality.scorecards.back")}</Link>;
  return (
    <Page title={t("quality.scorecards.new")} above={above}>
      {!may("evaluations:write") && <Empty title={t("common.notAllowed")} />}
      {may("evaluations:write") && (from ? <Copy key={from} id={from} /> : <Making initial={empty} />)}
    </Page>
  );
}

function Copy({ id }: { id: string }) {
  const scorecard = useScorecard(id);
  return <Loaded query={scorecard} rows={8}>{(found) => <Making initial={() => copyOf(found)} />}</Loaded>;
}

function Making({ initial }: { initial(): ScorecardForm }) {
  const [form] = useState(initial);
  const make = useMakeScorecard();
  const tell = useTell();
  const navigate = useNavigate();
  return (
    <Editor
      initial={form}
      mayBeDefault
      submit={t("quality.scorecards.editor.create")}
      back={LIST}
      isBusy={make.isPending}
      error={make.error}
      onSave={(made, onSaved, onRefused) =>
        make.mutate({ ...draftOf(made), is_default: made.isDefault }, {
          onSuccess: ({ id, name }) => {
            tell.done(t("quality.scorecards.created", { name }));
            onSaved();
            void navigate(`${LIST}/${id}`);
          },
          onError: onRefused,
        })
      }
    />
  );
}

function empty(): ScorecardForm {
  return { name: "", description: "", isDefault: false, sections: [newSection(t("quality.scorecards.editor.newSection"))] };
}

function copyOf({ name, description, sections }: ScorecardWithSections): ScorecardForm {
  return { name: t("quality.scorecards.copyOf", { name }), description: description ?? "", isDefault: false, sections: sectionsForm(sections) };
}
