/** The picture of a recording that has one. */
import { useEffect, useRef } from "react";

import { t } from "../../../texts";
import type { Player } from "./Player";

export function Picture({ player }: { player: Player }) {
  const box = useRef<HTMLDivElement>(null);
  const { media } = player;
  const hasPicture = media instanceof HTMLVideoElement;
  useEffect(() => {
    if (!hasPicture) return;
    media.className = "picture-video";
    media.setAttribute("aria-label", t("conversation.player.picture"));
    box.current?.replaceChildren(media);
  }, [media, hasPicture]);
  return hasPicture ? <div ref={box} className="picture" /> : null;
}
