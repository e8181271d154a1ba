/** Who says it: an engine and how sure it is, or a person and when. */
import { t } from "../../../texts";
import { Badge, Confidence } from "../../../ui/Badge";
import { dateTime } from "../../../ui/format";
import { usePeople } from "../people";
import type { Edited, Grounds } from "../types";

const PERSON = "person";

export function Origin({ grounds, edit }: { grounds: Grounds | null | undefined; edit?: Edited }) {
  const nameOf = usePeople();
  if (edit?.is_edited || grounds?.engine === PERSON) {
    const name = edit?.edited_by ? nameOf(edit.edited_by) : null;
    return (
      <span className="origin">
        <Badge tone="accent" title={dateTime(edit?.edited_at)}>{name ? t("conversation.findings.byName", { name }) : t("common.confidence.person")}</Badge>
      </span>
    );
  }
  if (!grounds) return <span className="origin"><Badge>{t("conversation.findings.given")}</Badge></span>;
  return (
    <span className="origin">
      <Confidence value={grounds.confidence} engine={grounds.engine} />
      <span className="origin-engine">{t("conversation.findings.by", { engine: nameOfEngine(grounds.engine) })}</span>
    </span>
  );
}

/** `embedded:qwen3` is a model of that name on this server, `remote:…` one elsewhere. */
function nameOfEngine(engine: string): string {
  return engine === "basic" ? t("conversation.findings.rules") : engine.replace(/^(embedded|remote):/, "");
}
