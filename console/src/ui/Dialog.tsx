/** A dialog that holds the focus, and the question before something is done for good. */
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";

import { t } from "../texts";
import { Button, IconButton } from "./Button";
import { messageOf } from "./State";
import "./dialog.css";

interface Props {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  isWide?: boolean;
}

export function Dialog({ title, isOpen, onClose, children, isWide = false }: Props) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        {/* Radix's own overlay writes a style sheet into the page, which the content security policy forbids. */}
        <div className="dialog-overlay" aria-hidden="true" />
        <Radix.Content className={`dialog ${isWide ? "dialog-wide" : ""}`} aria-describedby={undefined}>
          <header className="dialog-head">
            <Radix.Title asChild><h2>{title}</h2></Radix.Title>
            <Radix.Close asChild><IconButton label={t("common.close")} icon="close" /></Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Asks before `onConfirm`; stays open and says why where that fails. */
export function Confirm(props: {
  isOpen: boolean;
  title?: string;
  text: string;
  confirm: string;
  onConfirm(): Promise<unknown>;
  onClose(): void;
}) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={props.title ?? t("common.confirm.title")} isOpen={props.isOpen} onClose={props.onClose}>
      <p>{props.text}</p>
      {error != null && <p className="field-error" role="alert">{messageOf(error)}</p>}
      <div className="form-buttons">
        <Button onClick={props.onClose}>{t("common.cancel")}</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void run()}>{props.confirm}</Button>
      </div>
    </Dialog>
  );
}
