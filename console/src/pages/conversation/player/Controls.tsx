/** Play, jump, speed, silence: everything that can be done with a recording. */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { clock, number } from "../../../ui/format";
import { CheckBox, Select } from "../../../ui/Field";
import { useMoment } from "../room";
import { useStore } from "../store";
import { type Player, RATES } from "./Player";

export const JUMP_SECONDS = 5;

export function Controls({ player }: { player: Player }) {
  const { isPlaying, isWaiting, rate, skipsSilence, duration, trouble } = useStore(player.playback);
  const second = useMoment(player, Math.floor);
  const by = (seconds: number) => player.seek(player.seconds() + seconds);
  return (
    <div className="controls">
      <span className="controls-main">
        <IconButton label={t("conversation.player.back", { seconds: JUMP_SECONDS })} icon="undo" onClick={() => by(-JUMP_SECONDS)} />
        <Button look="primary" icon={isPlaying ? "pause" : "play"} aria-label={t(isPlaying ? "conversation.player.pause" : "conversation.player.play")} onClick={player.toggle} />
        <IconButton label={t("conversation.player.forward", { seconds: JUMP_SECONDS })} icon="undo" className="controls-forward" onClick={() => by(JUMP_SECONDS)} />
        <span className="controls-clock">
          <span>{clock(second)}</span> / {clock(duration)}
        </span>
      </span>
      <label className="controls-rate">
        <span className="visually-hidden">{t("conversation.player.speed")}</span>
        <Select value={rate} onChange={(event) => player.setRate(Number(event.target.value))}>
          {RATES.map((one) => <option key={one} value={one}>{t("conversation.player.times", { rate: number(one, 2) })}</option>)}
        </Select>
      </label>
      <CheckBox label={t("conversation.player.skipSilence")} checked={skipsSilence} onChange={(event) => player.setSkipsSilence(event.target.checked)} />
      <span className="controls-state" role="status">
        {trouble === "renewing" ? t("conversation.player.renewing") : isWaiting && trouble === null ? t("conversation.player.waiting") : ""}
      </span>
      {trouble === "lost" && (
        <span className="controls-lost" role="alert">
          {t("conversation.player.lost")} <Button icon="refresh" onClick={() => void player.retry()}>{t("common.retry")}</Button>
        </span>
      )}
    </div>
  );
}

/** The place in the recording, for the keyboard and for those who do not see the waveform. */
export function Position({ player }: { player: Player }) {
  const { duration } = useStore(player.playback);
  const second = useMoment(player, Math.floor);
  return (
    <input
      type="range"
      className="controls-position"
      aria-label={t("conversation.player.position")}
      aria-valuetext={t("conversation.player.positionOf", { time: clock(second), whole: clock(duration) })}
      min={0}
      max={Math.max(1, Math.floor(duration))}
      step={1}
      value={Math.min(second, Math.max(1, Math.floor(duration)))}
      onChange={(event) => player.seek(Number(event.target.value))}
      onKeyDown={(event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        player.toggle();
      }}
    />
  );
}
