/** What lies over the waveform: the places of a finding, comments, and the line of the present second. */
import { useEffect, useRef } from "react";

import type { Desk } from "../Desk";
import { useStore, type Store } from "../store";
import type { Comment } from "../types";
import { type Axis, percentAt, placeOn, useAxisStyle } from "./axis";
import type { Player } from "./Player";

export function Overlay({ desk, axis, comments }: { desk: Desk; axis: Store<Axis>; comments: Comment[] }) {
  const box = useRef<HTMLDivElement>(null);
  useAxisStyle(box, axis);
  const hovered = useStore(desk.hovered);
  const pinned = useStore(desk.pinned);
  const places = hovered.length > 0 ? hovered : pinned;
  return (
    <div ref={box} className="overlay" aria-hidden="true">
      {places.map((place, index) => (
        <span
          key={index}
          className="overlay-mark"
          style={{ left: `calc(${percentAt(place.start_seconds)})`, right: `calc(100% - ${percentAt(place.end_seconds)})` }}
        />
      ))}
      {comments.map((comment) => comment.anchor.start_seconds != null && comment.status === "open" && (
        <span key={comment.id} className="overlay-comment" style={{ left: `calc(${percentAt(comment.anchor.start_seconds)})` }} />
      ))}
    </div>
  );
}

/** Where the recording is. It moves at each picture of the screen, so nothing else is drawn with it. */
export function Playhead({ player, axis }: { player: Player; axis: Store<Axis> }) {
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const move = () => {
      const element = line.current;
      if (!element) return;
      const place = placeOn(axis.get(), player.seconds());
      element.style.left = `${place * 100}%`;
      element.hidden = place < 0 || place > 1;
    };
    move();
    const ends = [player.onMoment(move), axis.subscribe(move)];
    return () => ends.forEach((end) => end());
  }, [player, axis]);
  return <span ref={line} className="playhead" aria-hidden="true" />;
}
