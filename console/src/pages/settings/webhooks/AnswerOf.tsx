/** What a receiver answered to one try. */
import { t } from "../../../texts";
import { pretty } from "../shared/pretty";
import { Source } from "../shared/Source";
import type { Attempt } from "./queries";
import { outcomeOf } from "./words";
import "./webhooks.css";

export function AnswerOf({ attempt }: { attempt: Attempt }) {
  return (
    <div className="settings-webhooks-answer">
      <p>{outcomeOf(attempt)}</p>
      {attempt.error && attempt.response_status != null && <p className="settings-soft">{attempt.error}</p>}
      {attempt.response_body && <Source label={t("settings.webhooks.answer")} text={pretty(attempt.response_body)} />}
    </div>
  );
}
