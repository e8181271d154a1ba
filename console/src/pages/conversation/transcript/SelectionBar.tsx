/** What can be done with the entries that are selected. */
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { useRoom } from "../room";
import { useStore } from "../store";

interface Props {
  onReassign(entryIds: number[]): void;
  /** Begins an action item that rests on them; missing where none can be written beside. */
  onItem?: ((entryIds: number[]) => void) | undefined;
}

export function SelectionBar({ onReassign, onItem }: Props) {
  const { desk } = useRoom();
  const selected = useStore(desk.selected);
  if (selected.size === 0) return null;
  return (
    <div className="transcript-selection" role="region" aria-label={t("conversation.transcript.selection")}>
      <strong role="status">{t("common.count.selected", { count: selected.size })}</strong>
      <Button icon="people" onClick={() => onReassign([...selected])}>{t("conversation.transcript.reassignSelected")}</Button>
      {onItem && <Button icon="plus" onClick={() => onItem([...selected])}>{t("conversation.transcript.itemFromSelected")}</Button>}
      <Button look="quiet" icon="close" onClick={desk.clearSelection}>{t("conversation.transcript.clearSelection")}</Button>
    </div>
  );
}
