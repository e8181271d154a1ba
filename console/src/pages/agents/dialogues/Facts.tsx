/** What is known of a dialogue, and the way to its recording, transcript and findings. */
import type { ReactNode } from "react";
import { Link } from "react-router";

import { t } from "../../../texts";
import { dateTime } from "../../../ui/format";
import type { FullDialogue } from "./queries";
import { customerOf } from "./words";

export function Facts({ dialogue }: { dialogue: FullDialogue }) {
  const { customer } = dialogue;
  const facts: [string, ReactNode][] = [
    [t("dialogues.one.why"), dialogue.ended_reason],
    [t("dialogues.one.channel"), t(`dialogues.channel.${dialogue.channel}`)],
    [t("dialogues.one.direction"), t(`dialogues.direction.${dialogue.direction}`)],
    [t("dialogues.one.agent"), dialogue.agent_name],
    [t("dialogues.one.from"), dialogue.agent_phone ?? dialogue.agent_email],
    [t("dialogues.one.customer"), customerOf(dialogue)],
    [t("dialogues.one.phone"), customer.phone],
    [t("dialogues.one.email"), customer.email],
    [t("dialogues.one.language"), dialogue.language],
    [t("dialogues.one.began"), dateTime(dialogue.started_at)],
    [t("dialogues.one.ended"), dateTime(dialogue.ended_at)],
  ];
  return (
    <>
      <dl className="dialogues-facts">
        {facts.filter(([, value]) => value).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {dialogue.recording_url && (
        // There is nothing to caption it with but the messages beside it.
        <audio controls preload="none" src={dialogue.recording_url} aria-label={t("dialogues.one.recording")} className="dialogues-recording" />
      )}
      <p><Link to={`/conversations/${dialogue.id}`}>{t("dialogues.one.analysis")}</Link></p>
    </>
  );
}
