/** One message to one receiver: what was sent, and every try with what was answered. */
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { dateTime } from "../../../ui/format";
import { Empty, Loaded } from "../../../ui/State";
import { pretty } from "../shared/pretty";
import { Source } from "../shared/Source";
import { AnswerOf } from "./AnswerOf";
import { type Delivery, useAttempts, useDelivery } from "./queries";
import { DeliveryState } from "./words";
import "./webhooks.css";

interface Props {
  id: string;
  onClose(): void;
  /** Null where the role or the receiver's state does not allow it. */
  onResend: ((delivery: Delivery) => void) | null;
}

export function DeliveryDialog({ id, onClose, onResend }: Props) {
  const delivery = useDelivery(id);
  return (
    <Dialog title={t("settings.webhooks.delivery")} isOpen isWide onClose={onClose}>
      <Loaded query={delivery}>
        {(one) => (
          <>
            <dl className="settings-facts">
              <dt>{t("settings.webhooks.event")}</dt>
              <dd><code>{one.event_type}</code></dd>
              <dt>{t("settings.state")}</dt>
              <dd><DeliveryState status={one.status} /></dd>
              <dt>{t("settings.webhooks.at")}</dt>
              <dd>{dateTime(one.created_at)}</dd>
              <dt>{t("settings.webhooks.messageId")}</dt>
              <dd><code>{one.message_id}</code></dd>
              {one.next_attempt_at && <><dt>{t("settings.webhooks.next")}</dt><dd>{dateTime(one.next_attempt_at)}</dd></>}
            </dl>
            <h3>{t("settings.webhooks.request")}</h3>
            {one.request ? <Request {...one.request} /> : <p className="settings-soft">{t("settings.webhooks.requestGone")}</p>}
            <Attempts delivery={one} />
            <div className="form-buttons">
              {onResend && <Button onClick={() => onResend(one)}>{t("settings.webhooks.resend")}</Button>}
              <Button look="primary" onClick={onClose}>{t("common.close")}</Button>
            </div>
          </>
        )}
      </Loaded>
    </Dialog>
  );
}

/** Values that the server keeps to itself: of what signs, and of the receiver's own headers. */
const HIDDEN = "•••";

function Request({ url, headers, body }: { url: string; headers: Record<string, string | null>; body?: string | null }) {
  const head = [`POST ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value ?? HIDDEN}`)].join("\n");
  return (
    <>
      <Source label={t("settings.webhooks.requestHead")} text={head} />
      {typeof body === "string"
        ? <Source label={t("settings.webhooks.requestBody")} text={pretty(body)} />
        : <p className="settings-soft">{t("settings.webhooks.bodyHidden")}</p>}
    </>
  );
}

function Attempts({ delivery }: { delivery: { id: string; updated_at: string } }) {
  const attempts = useAttempts(delivery);
  return (
    <>
      <h3>{t("settings.webhooks.attempts")}</h3>
      <Loaded query={attempts} isEmpty={(all) => all.length === 0} empty={<Empty title={t("settings.webhooks.noAttempts")} />}>
        {(all) => (
          <ol className="settings-webhooks-attempts" aria-live="polite">
            {all.map((attempt) => (
              <li key={attempt.id}>
                <strong>{dateTime(attempt.started_at)}</strong>
                <AnswerOf attempt={attempt} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </>
  );
}
