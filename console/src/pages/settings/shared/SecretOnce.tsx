/** Something secret that is shown this once: what to do with it, and the text to take along. */
import type { ReactNode } from "react";

import { t } from "../../../texts";
import { CopyText } from "../../../ui/CopyText";
import { Icon } from "../../../ui/Icon";
import "./secret.css";

export function SecretOnce({ label, secret, children }: { label: string; secret: string; children?: ReactNode }) {
  return (
    <div className="settings-secret">
      <OnceWarning />
      <h3>{label}</h3>
      <CopyText text={secret} label={label} />
      {children}
    </div>
  );
}

/** That there will be no second look. */
export function OnceWarning() {
  return (
    <p className="settings-secret-warning" role="status">
      <Icon name="warning" /> {t("settings.secret.once")}
    </p>
  );
}
