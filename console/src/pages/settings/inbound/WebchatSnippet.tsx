/** The line that puts a chat on a page, and a page of this server to try it on. */
import { t } from "../../../texts";
import { CopyText } from "../../../ui/CopyText";
import { Dialog } from "../../../ui/Dialog";

export function WebchatSnippet({ routeId, onClose }: { routeId: string; onClose(): void }) {
  const base = `${window.location.origin}/api/colloquy/v1/webchat`;
  return (
    <Dialog title={t("settings.inbound.snippet")} isOpen isWide onClose={onClose}>
      <p>{t("settings.inbound.snippetText")}</p>
      <CopyText text={`<script src="${base}/widget.js" data-route="${routeId}" async></script>`} label={t("settings.inbound.snippetLabel")} />
      <p><a href={`${base}/${routeId}`} target="_blank" rel="noopener noreferrer">{t("settings.inbound.tryPage")}</a></p>
    </Dialog>
  );
}
