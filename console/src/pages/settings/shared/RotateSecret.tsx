/** A button that gives something a new secret: asks first, and shows the new one once. */
import { useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm, Dialog } from "../../../ui/Dialog";
import { SecretOnce } from "./SecretOnce";

interface Props {
  /** What becomes of the old one. */
  warning: string;
  /** Makes the new one. */
  rotate(): Promise<string>;
  /** The name of what gets it, where several such buttons stand on a page. */
  of?: string;
  /** What the secret is called. */
  label?: string;
}

export function RotateSecret({ warning, rotate, of, label = t("settings.secret.label") }: Props) {
  const [isAsking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Button icon="refresh" aria-label={of && t("settings.secret.rotateOf", { name: of })} onClick={() => setAsking(true)}>
        {t("settings.secret.rotate")}
      </Button>
      <Confirm
        isOpen={isAsking}
        title={t("settings.secret.rotateTitle")}
        text={warning}
        confirm={t("settings.secret.rotateConfirm")}
        onConfirm={async () => setSecret(await rotate())}
        onClose={() => setAsking(false)}
      />
      <Dialog title={t("settings.secret.new")} isOpen={secret !== null} onClose={() => setSecret(null)}>
        {secret !== null && <SecretOnce label={label} secret={secret} />}
        <div className="form-buttons">
          <Button look="primary" onClick={() => setSecret(null)}>{t("settings.secret.kept")}</Button>
        </div>
      </Dialog>
    </>
  );
}
