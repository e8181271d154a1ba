/** A webchat that is open: the link and the word that let its visitor in, which are told this once. */
import { t } from "../../../texts";
import { ButtonLink } from "../../../ui/Button";
import { CopyText } from "../../../ui/CopyText";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Page";
import type { Begun } from "./queries";

export function AccessPanel({ begun }: { begun: Begun }) {
  const url = begun.url ?? "";
  const access = begun.access ?? "";
  return (
    <Panel title={t("dialogues.access.title")}>
      <p className="dialogues-once" role="status"><Icon name="warning" /> {t("dialogues.access.once")}</p>
      <h3>{t("dialogues.access.link")}</h3>
      <CopyText text={url} label={t("dialogues.access.link")} />
      <div className="agent-part-buttons">
        {/* At this place of the server: people may look at the console by another name than the one that visitors know. */}
        <a className="button button-primary" href={placeOf(url)} target="_blank" rel="noopener noreferrer"><Icon name="external" />{t("dialogues.access.open")}</a>
        <ButtonLink to={`/agents/conversations/${begun.id}`}>{t("dialogues.access.watch")}</ButtonLink>
      </div>
      <details className="dialogues-otherwise">
        <summary>{t("dialogues.access.word")}</summary>
        <p className="field-hint">{t("dialogues.access.wordHint")}</p>
        <CopyText text={access} label={t("dialogues.access.word")} />
      </details>
    </Panel>
  );
}

/** The address without the server's name. */
function placeOf(url: string): string {
  const found = new URL(url, window.location.origin);
  return found.pathname + found.search + found.hash;
}
