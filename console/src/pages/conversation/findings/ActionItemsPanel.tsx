/** What was undertaken: done, changed, added, taken away. */
import { useState } from "react";

import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { date } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import { useStore } from "../store";
import type { ActionItem } from "../types";
import { ActionItemForm } from "./ActionItemForm";
import { EvidenceList, Machine, Marking } from "./Evidence";
import { useAddItem, useChangeItem, useDropItem } from "./insights";
import { Origin } from "./Origin";
import { StageLine } from "./StageLine";
import { useReturn } from "./useReturn";

export function ActionItemsPanel() {
  const { id, full, desk, mayEdit } = useRoom();
  const tell = useTell();
  const added = useStore(desk.newItem);
  const button = useReturn(added !== null);
  const add = useAddItem(id);
  const drop = useDropItem(id);
  const [asked, setAsked] = useState<ActionItem | null>(null);
  const items = full.action_items;
  return (
    <Panel
      title={t("conversation.stages.action_items")}
      actions={mayEdit && !added && full.transcript && <Button ref={button} look="quiet" icon="plus" onClick={() => desk.newItem.set([])}>{t("conversation.items.add")}</Button>}
    >
      {added && (
        <ActionItemForm
          entryIds={added}
          mutation={add}
          onSave={(draft) => add.mutate({ ...draft, ...(added.length > 0 && { evidence_entry_ids: added }) }, {
            onSuccess: () => {
              tell.done(t("conversation.items.added"));
              desk.newItem.set(null);
              if (added.length > 0) desk.clearSelection();
            },
          })}
          onEnd={() => desk.newItem.set(null)}
        />
      )}
      {items.length > 0
        ? <ul className="items">{items.map((item) => <li key={item.id}><Item item={item} onDrop={() => setAsked(item)} /></li>)}</ul>
        : <p className="field-hint">{t("conversation.items.none")}</p>}
      <StageLine name="action_items" isShort />
      <Confirm
        isOpen={asked !== null}
        title={t("conversation.items.dropTitle")}
        text={t("conversation.items.dropText", { title: asked?.title ?? "" })}
        confirm={t("common.delete")}
        onConfirm={async () => {
          await drop.mutateAsync(asked?.id ?? "");
          tell.done(t("conversation.items.dropped"));
        }}
        onClose={() => setAsked(null)}
      />
    </Panel>
  );
}

function Item({ item, onDrop }: { item: ActionItem; onDrop(): void }) {
  const { id, mayEdit } = useRoom();
  const tell = useTell();
  const [isEditing, setEditing] = useState(false);
  const button = useReturn(isEditing);
  const change = useChangeItem(id);
  if (isEditing) {
    return (
      <ActionItemForm
        item={item}
        mutation={change}
        onSave={(draft) => change.mutate({ itemId: item.id, ...draft }, {
          onSuccess: () => {
            tell.done(t("conversation.items.saved"));
            setEditing(false);
          },
        })}
        onEnd={() => setEditing(false)}
      />
    );
  }
  return (
    <Marking places={item.grounds.evidence} className="finding">
      <div className="items-head">
        <label className="items-done">
          <input
            type="checkbox"
            // As it will be, while the server is asked: who answers by keyboard stays where they are.
            checked={(change.isPending ? change.variables.is_done : undefined) ?? item.is_done}
            disabled={!mayEdit}
            onChange={(event) => change.mutate({ itemId: item.id, is_done: event.target.checked }, { onError: tell.failed })}
          />
          <span className={item.is_done ? "items-over" : undefined}>{item.title}</span>
        </label>
        {mayEdit && (
          <span className="items-tools">
            <IconButton ref={button} label={t("conversation.items.edit", { title: item.title })} icon="edit" onClick={() => setEditing(true)} />
            <IconButton label={t("conversation.items.drop", { title: item.title })} icon="trash" onClick={onDrop} />
          </span>
        )}
      </div>
      <Facts item={item} />
      <EvidenceList places={item.grounds.evidence} />
      <Origin grounds={item.grounds} edit={item} />
      {item.machine && (
        <Machine>
          <p>{item.machine.title}</p>
          <Facts item={item.machine} />
          <Origin grounds={item.machine.grounds} />
        </Machine>
      )}
    </Marking>
  );
}

function Facts({ item }: { item: { assignee_name?: string | null; due_on?: string | null } }) {
  const parts = [
    item.assignee_name && t("conversation.items.for", { name: item.assignee_name }),
    item.due_on && t("conversation.items.due", { date: date(`${item.due_on}T00:00:00`) }),
  ].filter(Boolean);
  return parts.length > 0 ? <p className="items-facts">{parts.join(", ")}</p> : null;
}
