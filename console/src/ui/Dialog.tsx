/** A dialog that holds the focus, and the question before something is done for good. */
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { t } from "../texts";
import { Button, IconButton } from "./Button";
import { goBack, openerNow } from "./focus";
import { messageOf } from "./State";
import { useTell } from "./Toasts";
import { useClosingWarning } from "./useClosingWarning";
import "./dialog.css";

interface Props {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  isWide?: boolean;
  /** Whether something in it is written and not saved: then Escape, the cross and a press beside it ask first. */
  isUnsaved?: boolean;
  /** Whether it can only be answered: no cross, and Escape does nothing. */
  isHeld?: boolean;
}

export function Dialog(props: Props) {
  const { isOpen, isUnsaved = false, isHeld = false, onClose } = props;
  const [isAsking, setAsking] = useState(false);
  useClosingWarning(isOpen && isUnsaved);
  const leave = () => {
    if (isHeld) return;
    if (isUnsaved) setAsking(true);
    else onClose();
  };
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && leave()}>
      <Radix.Portal>
        {/* Radix's own overlay writes a style sheet into the page, which the content security policy forbids. */}
        <div className="dialog-overlay" aria-hidden="true" />
        <Content {...props} />
      </Radix.Portal>
      {isAsking && (
        <Confirm
          isOpen
          title={t("common.unsaved.title")}
          text={t("common.unsaved.text")}
          confirm={t("common.unsaved.leave")}
          onConfirm={async () => onClose()}
          onClose={() => setAsking(false)}
        />
      )}
    </Radix.Root>
  );
}

/** Mounted while the dialog is open: it knows where the focus was. */
function Content({ title, children, isWide = false, isHeld = false }: Props) {
  const [opener] = useState(openerNow);
  const end = (event: Event) => {
    // Radix would look for a button of its own.
    event.preventDefault();
    goBack(opener);
  };
  return (
    <Radix.Content className={`dialog ${isWide ? "dialog-wide" : ""}`} aria-describedby={undefined} onCloseAutoFocus={end}>
      <header className="dialog-head">
        <Radix.Title asChild><h2>{title}</h2></Radix.Title>
        {!isHeld && <Radix.Close asChild><IconButton label={t("common.close")} icon="close" /></Radix.Close>}
      </header>
      {children}
    </Radix.Content>
  );
}

interface Question {
  isOpen: boolean;
  title?: string;
  text: string;
  confirm: string;
  onConfirm(): Promise<unknown>;
  onClose(): void;
}

/** Asks before `onConfirm`; stays open and says why where that fails. */
export function Confirm(props: Question) {
  return (
    <Dialog title={props.title ?? t("common.confirm.title")} isOpen={props.isOpen} onClose={props.onClose}>
      <Asked {...props} />
    </Dialog>
  );
}

/** One asking: mounted anew for each, so that nothing of the one before is left in it. */
function Asked({ text, confirm, onConfirm, onClose }: Question) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const tell = useTell();
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => void (isShown.current = false);
  }, []);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      // Whoever did not wait may be asked something else by now.
      if (isShown.current) onClose();
    } catch (caught) {
      if (!isShown.current) tell.failed(caught);
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>{text}</p>
      {error != null && <p className="field-error" role="alert">{messageOf(error)}</p>}
      <div className="form-buttons">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" isBusy={isBusy} onClick={() => void run()}>{confirm}</Button>
      </div>
    </>
  );
}
