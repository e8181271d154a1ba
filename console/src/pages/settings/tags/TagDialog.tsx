/** Making a tag, or changing one. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { CheckBox, Field, fieldError, Input, TextArea } from "../../../ui/Field";
import { among, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import type { Tag } from "../shared/queries";
import { useSaveTag } from "./queries";

/** What the field of colours shows before anybody has chosen. */
const FIRST_COLOUR = "#0f6b64";

export function TagDialog({ tag, onClose }: { tag: Tag | null; onClose(): void }) {
  const [name, setName] = useState(tag?.name ?? "");
  const [description, setDescription] = useState(tag?.description ?? "");
  const [colour, setColour] = useState(tag?.hex_color ?? null);
  const [isAuto, setAuto] = useState(tag?.auto_tagging_enabled ?? true);
  const save = useSaveTag(tag?.id ?? null);
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { name, description: description.trim() || null, hex_color: colour, auto_tagging_enabled: isAuto },
      {
        onSuccess: () => {
          tell.done(t("common.saved"));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t(tag ? "settings.tags.edit" : "settings.tags.new")} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label={t("common.name")} error={fieldError(save.error, "name")}>
          <Input required maxLength={255} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("settings.tags.description")} hint={t("settings.tags.descriptionHint")} error={fieldError(save.error, "description")}>
          <TextArea rows={3} value={description} onChange={(event) => setDescription(event.target.value)} />
        </Field>
        <CheckBox label={t("settings.tags.hasColour")} checked={colour !== null} onChange={(event) => setColour(event.target.checked ? FIRST_COLOUR : null)} />
        {colour !== null && (
          <Field label={t("settings.tags.colour")} error={fieldError(save.error, "hex_color")}>
            <Input type="color" className="settings-tags-picker" value={colour.toLowerCase()} onChange={(event) => setColour(event.target.value)} />
          </Field>
        )}
        <CheckBox label={t("settings.tags.isAuto")} checked={isAuto} onChange={(event) => setAuto(event.target.checked)} />
        <Refused error={save.error} isShown={among(["name", "description", "hex_color"])} />
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={save.isPending}>{t("common.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
