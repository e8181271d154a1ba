/** One dialogue as it goes on: what was said, what the agent used and rests on, and what people can do about it. */
import { useMemo } from "react";
import { Link, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Page, Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { EndButtons } from "./EndButtons";
import { Facts } from "./Facts";
import { Messages } from "./Messages";
import { HandOver, Note } from "./Note";
import { keyOfOne, useDialogue } from "./queries";
import { useLiveDialogues } from "./useLiveDialogues";
import { customerOf, DialogueState, isOver } from "./words";
import "../shared/parts.css";
import "./dialogues.css";

export function DialoguePage() {
  const { id = "" } = useParams();
  const { may } = useAccount();
  const key = useMemo(() => keyOfOne(id), [id]);
  const { isConnected } = useLiveDialogues(key, id);
  const dialogue = useDialogue(id, isConnected);
  const mayChange = may("calls:write");
  const title = dialogue.data ? t("dialogues.one.with", { agent: dialogue.data.agent_name, customer: customerOf(dialogue.data) }) : t("dialogues.title");
  return (
    <Page
      title={title}
      above={<Link to="/agents/conversations">{t("dialogues.back")}</Link>}
      actions={dialogue.data && mayChange && <EndButtons dialogue={dialogue.data} />}
    >
      <Loaded query={dialogue} rows={8}>
        {(one) => (
          <>
            <p className="agent-part-buttons" role="status">
              <DialogueState status={one.status} />
              {one.is_test && <Badge>{t("dialogues.test")}</Badge>}
              {!isOver(one) && isConnected && <Badge tone="accent">{t("dialogues.live")}</Badge>}
              {!isConnected && <span className="agent-part-soft">{t("dialogues.notLive")}</span>}
            </p>
            <div className="dialogues-page">
              <Panel title={t("dialogues.one.messages")}><Messages dialogue={one} /></Panel>
              <div className="dialogues-side">
                <Panel title={t("dialogues.one.details")}><Facts dialogue={one} /></Panel>
                {mayChange && <Note key={one.id} dialogue={one} />}
                {mayChange && !isOver(one) && <HandOver dialogue={one} />}
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
