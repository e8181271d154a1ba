/** The recordings, as the browser plays them. Links to them end after some minutes: then new ones are asked for once. */
import { type RefObject, useEffect, useRef, useState } from "react";

import { t } from "../../texts";
import { Panel } from "../../ui/Page";
import type { Shared } from "./queries";

type Recording = Shared["recordings"][number];

interface Props {
  recordings: Recording[];
  /** The first one's player: the transcript's times are its times. */
  player: RefObject<HTMLAudioElement | null>;
  onTime(seconds: number): void;
  onLinksOver(): void;
}

export function Recordings({ recordings, player, onTime, onLinksOver }: Props) {
  const isOnlyOne = recordings.length === 1;
  return (
    <Panel title={t("conversations.shared.recording")} className="shared-recording">
      {recordings.map((recording, index) => (
        <Player
          key={recording.id}
          recording={recording}
          label={isOnlyOne ? t("conversations.shared.recording") : t("conversations.shared.recordingNumber", { number: index + 1 })}
          player={index === 0 ? player : undefined}
          onTime={index === 0 ? onTime : undefined}
          onLinksOver={onLinksOver}
        />
      ))}
    </Panel>
  );
}

function Player(props: {
  recording: Recording;
  label: string;
  player: RefObject<HTMLAudioElement | null> | undefined;
  onTime: ((seconds: number) => void) | undefined;
  onLinksOver(): void;
}) {
  const own = useRef<HTMLAudioElement>(null);
  const audio = props.player ?? own;
  const broken = useRef<{ at: number; wasPlaying: boolean } | null>(null);
  const [isLost, setLost] = useState(false);
  // Each answer of the server has another link to the same sound: it is taken where the one before is over, and not sooner,
  // since with another address the browser begins anew.
  const newest = props.recording.media_url;
  const [url, setUrl] = useState(newest);
  useEffect(() => {
    if (!broken.current) return;
    setUrl(newest);
    setLost(false);
  }, [newest]);
  const fail = () => {
    const element = audio.current;
    if (!element) return;
    if (broken.current) return setLost(true);
    broken.current = { at: element.currentTime, wasPlaying: !element.paused };
    props.onLinksOver();
  };
  const goOn = () => {
    const [element, before] = [audio.current, broken.current];
    broken.current = null;
    if (!element || !before) return;
    element.currentTime = before.at;
    if (before.wasPlaying) void element.play().catch(() => undefined);
  };
  return (
    <div>
      <audio
        ref={audio}
        src={url}
        controls
        preload="metadata"
        aria-label={props.label}
        onError={fail}
        onLoadedMetadata={goOn}
        onTimeUpdate={(event) => props.onTime?.(event.currentTarget.currentTime)}
      />
      {isLost && <p className="field-error" role="alert">{t("conversations.shared.sound")}</p>}
    </div>
  );
}
