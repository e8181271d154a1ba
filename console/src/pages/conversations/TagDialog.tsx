/** Which tag many conversations get or lose. */
import { type FormEvent, useState } from "react";

import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field, fieldError, Input, Select } from "../../ui/Field";
import { Loaded, messageOf } from "../../ui/State";
import { useNewTag, useTags } from "./queries";

interface Props {
  action: "tag" | "untag";
  count: number;
  isBusy: boolean;
  error: unknown;
  onChoose(tagId: string): void;
  onClose(): void;
}

export function TagDialog(props: Props) {
  const { action, count, onClose } = props;
  const tags = useTags();
  const canMake = useAccount().may("workspace:admin") && action === "tag";
  return (
    <Dialog title={t(action === "tag" ? "conversations.bulk.tagTitle" : "conversations.bulk.untagTitle", { count })} isOpen onClose={onClose}>
      <Loaded query={tags} rows={2} isEmpty={({ data }) => data.length === 0 && !canMake} empty={<p>{t("conversations.bulk.noTags")}</p>}>
        {({ data }) => <Form {...props} tags={data} canMake={canMake} />}
      </Loaded>
    </Dialog>
  );
}

function Form({ action, tags, canMake, isBusy, error, onChoose, onClose }: Props & { tags: { id: string; name: string }[]; canMake: boolean }) {
  const [chosen, setChosen] = useState("");
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const make = useNewTag();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    setMissing(!wanted && !chosen);
    if (wanted) make.mutate(wanted, { onSuccess: (tag) => onChoose(tag.id) });
    else if (chosen) onChoose(chosen);
  };
  const refused = fieldError(make.error, "name");
  const other = error ?? (refused ? null : make.error);
  return (
    <form className="form" onSubmit={submit}>
      {tags.length > 0 && (
        <Field label={t("conversations.bulk.choose")} error={isMissing ? t("conversations.bulk.needsTag") : undefined}>
          <Select value={chosen} disabled={name.trim() !== ""} onChange={(event) => setChosen(event.target.value)}>
            <option value="">{t("conversations.bulk.chooseOne")}</option>
            {tags.map((tag) => <option key={tag.id} value={tag.id}>{tag.name}</option>)}
          </Select>
        </Field>
      )}
      {canMake && (
        <Field label={t("conversations.bulk.newTag")} hint={t("conversations.bulk.newTagHint")} error={refused ?? (isMissing && tags.length === 0 ? t("conversations.bulk.needsTag") : undefined)}>
          <Input maxLength={255} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      {other != null && <p className="field-error" role="alert">{messageOf(other)}</p>}
      <div className="form-buttons">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy || make.isPending}>{t(action === "tag" ? "conversations.bulk.tag" : "conversations.bulk.untag")}</Button>
      </div>
    </form>
  );
}
