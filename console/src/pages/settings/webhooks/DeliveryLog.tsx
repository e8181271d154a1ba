/** The log of one receiver: each message, how far it is, and the way to its tries. */
import { useSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, Select } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Panel } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { DeliveryDialog } from "./DeliveryDialog";
import { type Delivery, type DeliveryStatus, useDeliveries, useResend } from "./queries";
import { DeliveryState } from "./words";
import "./webhooks.css";

const STATUSES: readonly DeliveryStatus[] = ["pending", "delivered", "failed"];

export function DeliveryLog({ webhookId, isOn }: { webhookId: string; isOn: boolean }) {
  const { may } = useAccount();
  const [search, setSearch] = useSearchParams();
  const status = STATUSES.find((one) => one === search.get("status")) ?? null;
  const opened = search.get("delivery");
  const deliveries = useDeliveries(webhookId, status);
  const resend = useResend();
  const tell = useTell();
  const set = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  const again = (delivery: Delivery) =>
    resend.mutate(delivery.id, { onSuccess: () => tell.done(t("settings.webhooks.resent")), onError: tell.failed });
  const columns = columnsOf((delivery) => set("delivery", delivery.id), isOn && may("webhooks:write") ? again : null);
  return (
    <Panel title={t("settings.webhooks.log")}>
      <div className="settings-webhooks-filter">
        <Field label={t("settings.state")}>
          <Select value={status ?? ""} onChange={(event) => set("status", event.target.value)}>
            <option value="">{t("common.all")}</option>
            {STATUSES.map((one) => <option key={one} value={one}>{t(`settings.webhooks.status.${one}`)}</option>)}
          </Select>
        </Field>
      </div>
      <Loaded query={deliveries} isEmpty={(rows) => rows.length === 0} empty={<Empty title={t("settings.webhooks.logEmpty")} />}>
        {(rows) => <Table caption={t("settings.webhooks.log")} columns={columns} rows={rows} keyOf={(delivery) => delivery.id} />}
      </Loaded>
      <ListMore query={deliveries} />
      {opened && <DeliveryDialog key={opened} id={opened} onClose={() => set("delivery", "")} onResend={isOn && may("webhooks:write") ? again : null} />}
    </Panel>
  );
}

function columnsOf(open: (delivery: Delivery) => void, resend: ((delivery: Delivery) => void) | null): Column<Delivery>[] {
  const named = (delivery: Delivery) => ({ type: delivery.event_type ?? "", at: dateTime(delivery.created_at) });
  return [
    { key: "at", title: t("settings.webhooks.at"), cell: (delivery) => dateTime(delivery.created_at) },
    { key: "type", title: t("settings.webhooks.event"), cell: (delivery) => <code>{delivery.event_type}</code> },
    { key: "status", title: t("settings.state"), cell: (delivery) => <DeliveryState status={delivery.status} /> },
    { key: "attempts", title: t("settings.webhooks.attempts"), isNumber: true, cell: (delivery) => delivery.attempts },
    { key: "next", title: t("settings.webhooks.next"), cell: (delivery) => dateTime(delivery.next_attempt_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (delivery) => (
        <div className="settings-buttons">
          <Button aria-label={t("settings.webhooks.openOne", named(delivery))} onClick={() => open(delivery)}>{t("settings.open")}</Button>
          {resend && <Button aria-label={t("settings.webhooks.resendOne", named(delivery))} onClick={() => resend(delivery)}>{t("settings.webhooks.resend")}</Button>}
        </div>
      ),
    },
  ];
}
