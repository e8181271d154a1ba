/**
 * The one-page review of an evaluation: what was found of each criterion beside the transcript and above the recording, so
 * that a person can hear what each answer rests on, and decide. Worked through by keyboard, one after the other.
 */
import { useMemo } from "react";
import { useParams, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Page } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { readQueue } from "../review/queries";
import { useEvaluation } from "./queries";
import { QueueBar } from "./QueueBar";
import { Review } from "./Review";
import { useTrail } from "./useTrail";
import "./evaluation.css";

export function EvaluationPage() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const filter = useMemo(() => readQueue(params), [params]);
  const evaluation = useEvaluation(id);
  const trail = useTrail(filter, evaluation.data?.id ?? id);
  const shown = (
    <Loaded query={evaluation} rows={10}>
      {(found) => <Review key={id} id={id} evaluation={found} trail={trail} />}
    </Loaded>
  );
  return (
    <div className="evaluation">
      <QueueBar trail={trail} filter={filter} />
      {evaluation.data ? shown : <Page title={t("quality.evaluation.title")}>{shown}</Page>}
    </div>
  );
}
