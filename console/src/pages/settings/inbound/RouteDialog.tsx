/** Letting an agent answer at a number, an address or on pages; or changing who does. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { CheckBox, Field, fieldError, Input, Select, TextArea } from "../../../ui/Field";
import { among, listError, Refused } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { linesOf, textOf } from "../shared/lines";
import { type Answerers, type Channel, type InboundRoute, useChangeRoute, useMakeRoute } from "./queries";

const CHANNELS: readonly Channel[] = ["webchat", "call", "sms", "whatsapp", "email"];

export function RouteDialog({ route, answerers, onClose }: { route: InboundRoute | null; answerers: Answerers; onClose(): void }) {
  const [channel, setChannel] = useState<Channel>(route?.channel ?? "webchat");
  const [address, setAddress] = useState(route?.address ?? "");
  const [agentId, setAgentId] = useState(route?.agent_id ?? "");
  const [skillId, setSkillId] = useState(route?.skill_id ?? "");
  const [origins, setOrigins] = useState(textOf(route?.allowed_origins));
  const [isActive, setActive] = useState(route?.is_active ?? true);
  const make = useMakeRoute();
  const change = useChangeRoute();
  const tell = useTell();
  const error = route ? change.error : make.error;
  const isWebchat = channel === "webchat";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { agent_id: agentId, skill_id: skillId, is_active: isActive, ...(isWebchat ? { allowed_origins: linesOf(origins) } : { address }) };
    const onSuccess = () => {
      tell.done(t("common.saved"));
      onClose();
    };
    if (route) change.mutate({ id: route.id, body }, { onSuccess });
    else make.mutate({ channel, ...body }, { onSuccess });
  };
  return (
    <Dialog title={t(route ? "settings.inbound.edit" : "settings.inbound.new")} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label={t("settings.inbound.channelLabel")} error={fieldError(error, "channel")}>
          <Select value={channel} disabled={route !== null} onChange={(event) => setChannel(CHANNELS.find((one) => one === event.target.value) ?? "webchat")}>
            {CHANNELS.map((one) => <option key={one} value={one}>{t(`settings.inbound.channel.${one}`)}</option>)}
          </Select>
        </Field>
        {!isWebchat && (
          <Field label={t(channel === "email" ? "common.email" : "settings.inbound.number")} hint={channel === "email" ? undefined : t("settings.inbound.numberHint")} error={fieldError(error, "address")}>
            <Input required maxLength={320} autoComplete="off" value={address} onChange={(event) => setAddress(event.target.value)} />
          </Field>
        )}
        <Choice label={t("settings.inbound.agent")} value={agentId} options={answerers.agents} error={fieldError(error, "agent_id")} onChange={setAgentId} />
        <Choice label={t("settings.inbound.skill")} value={skillId} options={answerers.skills} error={fieldError(error, "skill_id")} onChange={setSkillId} />
        {isWebchat && (
          <Field label={t("settings.inbound.origins")} hint={t("settings.inbound.originsHint")} error={listError(error, "allowed_origins")}>
            <TextArea rows={3} spellCheck={false} value={origins} onChange={(event) => setOrigins(event.target.value)} />
          </Field>
        )}
        <CheckBox label={t("settings.inbound.isActive")} checked={isActive} onChange={(event) => setActive(event.target.checked)} />
        <Refused error={error} isShown={among(["channel", "address", "agent_id", "skill_id", "allowed_origins"])} />
        <div className="form-buttons">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" isBusy={make.isPending || change.isPending}>{t("common.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Choice(props: { label: string; value: string; options: { id: string; name: string }[]; error: string | undefined; onChange(id: string): void }) {
  return (
    <Field label={props.label} hint={props.options.length === 0 ? t("settings.inbound.noChoice") : undefined} error={props.error}>
      <Select required value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value="">{t("settings.inbound.choose")}</option>
        {props.options.map((option) => <option key={option.id} value={option.id}>{option.name}</option>)}
      </Select>
    </Field>
  );
}
