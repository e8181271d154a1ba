/** The player of a recording, for as long as the page shows it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";

import { Player } from "./player/Player";
import { linkOf, newLink } from "./queries";
import type { Recording } from "./types";

export function usePlayer(id: string, recording: Recording | undefined): Player | null {
  const queries = useQueryClient();
  const newest = useRef(recording);
  newest.current = recording;
  const recordingId = recording?.id;
  const player = useMemo(() => {
    const first = newest.current;
    if (!first || first.id !== recordingId) return null;
    return new Player({
      isVideo: first.media_type.startsWith("video/"),
      // Each reading of the conversation has another link: the first is used for as long as it is good.
      url: linkOf(first),
      duration: first.duration_seconds ?? 0,
      renew: () => newLink(queries, id, first.id),
    });
  }, [queries, id, recordingId]);
  useEffect(() => player?.start(), [player]);
  return player;
}
