/** Files dropped anywhere on the page, or chosen by a button: both are the same upload. */
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";

import { t } from "../../texts";
import { Icon } from "../../ui/Icon";
import { upload } from "./uploads";
import "./uploads.css";

export interface FilePicker {
  open(): void;
}

/** Takes drops on the whole window while it is shown; `picker` opens the browser's choice of files. */
export function UploadArea({ picker }: { picker: Ref<FilePicker> }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  useImperativeHandle(picker, () => ({ open: () => input.current?.click() }), []);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Out of the window, not from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      upload(event.dataTransfer?.files ?? []);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="audio/*,video/*"
        aria-label={t("conversations.upload.input")}
        onChange={(event) => {
          upload(event.target.files ?? []);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      {isOver && (
        <div className="uploads-over" aria-hidden="true">
          <p><Icon name="upload" size={32} /> {t("conversations.upload.drop")}</p>
        </div>
      )}
    </>
  );
}
