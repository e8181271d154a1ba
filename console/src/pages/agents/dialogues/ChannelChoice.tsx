/** By what to begin: every channel, and of those that cannot be used what the server lacks for it. */
import { useId } from "react";

import { t } from "../../../texts";
import { Loaded } from "../../../ui/State";
import { FieldGroup } from "../shared/Box";
import { type Channel, useChannels } from "./queries";
import { CHANNELS } from "./words";

interface Props {
  value: Channel;
  onChange(channel: Channel): void;
  error: string | undefined;
}

export function ChannelChoice({ value, onChange, error }: Props) {
  const channels = useChannels();
  const name = useId();
  return (
    <FieldGroup legend={t("dialogues.start.channel")} error={error}>
      <Loaded query={channels} rows={5}>
        {(all) => (
          <ul className="dialogues-channels">
            {CHANNELS.map((channel) => {
              const state = all.find((one) => one.channel === channel);
              const missing = state?.missing;
              const id = `${name}-${channel}`;
              return (
                <li key={channel}>
                  <span className="checkbox">
                    <input
                      id={id}
                      type="radio"
                      name={name}
                      checked={value === channel}
                      disabled={!state?.is_configured}
                      aria-describedby={missing ? `${id}-missing` : undefined}
                      onChange={() => onChange(channel)}
                    />
                    <label htmlFor={id}>{t(`dialogues.channel.${channel}`)}</label>
                  </span>
                  {missing && <p id={`${id}-missing`} className="agent-part-soft">{t("dialogues.start.missing", { setting: missing })}</p>}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </FieldGroup>
  );
}
