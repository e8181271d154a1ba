/**
 * The transcript goes along with the recording, until the person scrolls: then it stays where they are reading, and goes on
 * when they ask for it.
 */
import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect } from "react";

import type { Desk } from "../Desk";
import type { Player } from "../player/Player";
import { useMoment } from "../room";
import { useStore } from "../store";

/** What is heard stays between these parts of the height. */
const UPPER = 0.08;
const LOWER = 0.72;
/** There it is put when it leaves them. */
const PLACE = 0.3;
/** How often words of long entries are looked after. */
const LOOK_MS = 300;
/** So many pictures of the screen an entry may take to be drawn after scrolling to it. */
const MOST_FRAMES = 30;
const KEYS = new Set(["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"]);

interface List {
  scroll: RefObject<HTMLDivElement | null>;
  virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  desk: Desk;
  player: Player | null;
}

/** Follows, and says which entry is heard; -1 for none. */
export function useFollow({ scroll, virtualizer, desk, player }: List): number {
  const heard = useMoment(player, (seconds) => (player ? desk.positionAt(seconds) : -1));
  const isFollowing = useStore(desk.isFollowing);

  useEffect(() => {
    const element = scroll.current;
    if (!element || !player) return;
    const stop = () => desk.isFollowing.set(false);
    const press = (event: KeyboardEvent) => {
      if (event.target === element && KEYS.has(event.key)) stop();
    };
    // On the element itself lies its scroll bar.
    const point = (event: PointerEvent) => {
      if (event.target === element) stop();
    };
    const ends = new AbortController();
    const options = { signal: ends.signal, passive: true };
    element.addEventListener("wheel", stop, options);
    element.addEventListener("touchmove", stop, options);
    element.addEventListener("pointerdown", point, options);
    element.addEventListener("keydown", press, options);
    return () => ends.abort();
  }, [scroll, desk, player]);

  useLayoutEffect(() => {
    if (!isFollowing || heard < 0) return;
    // Tools stand at the entry at hand alone: what somebody has the focus on does not go away under it.
    const isAtTool = scroll.current?.contains(document.activeElement) && document.activeElement?.closest(".entry-tools, .entry-comments");
    if (!isAtTool) desk.cursor.set(heard);
    bring(scroll.current, virtualizer, heard);
  }, [isFollowing, heard, desk, scroll, virtualizer]);

  useEffect(() => {
    if (!player || !isFollowing) return;
    let last = 0;
    return player.onMoment(() => {
      const now = performance.now();
      if (now - last < LOOK_MS) return;
      last = now;
      const [box, word] = [scroll.current, scroll.current?.querySelector<HTMLElement>(".entry-word")];
      const row = word?.closest<HTMLElement>("[data-index]");
      // Of an entry that is higher than the place for it, the word that is heard is kept in view.
      if (box && word && row && row.offsetHeight > box.clientHeight * (LOWER - UPPER)) keep(box, word);
    });
  }, [player, isFollowing, scroll]);

  return heard;
}

/** Goes where somebody asks the transcript to go. */
export function useAim({ scroll, virtualizer, desk }: List): void {
  const aim = useStore(desk.aim);
  useEffect(() => {
    // Back from another tab: where the person was.
    if (!desk.aim.get() && desk.cursor.get() > 0) bring(scroll.current, virtualizer, desk.cursor.get());
  }, [desk, scroll, virtualizer]);
  useEffect(() => {
    if (!aim) return;
    desk.aim.set(null);
    bring(scroll.current, virtualizer, aim.position);
    if (aim.isFocused) focus(scroll, aim.position, MOST_FRAMES);
  }, [aim, desk, scroll, virtualizer]);
}

function focus(scroll: RefObject<HTMLDivElement | null>, position: number, frames: number): void {
  const row = scroll.current?.querySelector<HTMLElement>(`[data-index="${position}"] .entry-time`);
  if (row) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focus(scroll, position, frames - 1));
}

function bring(box: HTMLDivElement | null, virtualizer: List["virtualizer"], position: number): void {
  const row = box?.querySelector<HTMLElement>(`[data-index="${position}"]`);
  if (box && row) keep(box, row);
  else virtualizer.scrollToIndex(position, { align: "center" });
}

/** Scrolls where the element is not in the part of the box that is read. */
function keep(box: HTMLElement, element: HTMLElement): void {
  const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
  const top = inner.top - outer.top;
  const isSeen = top >= outer.height * UPPER && top + Math.min(inner.height, outer.height * (LOWER - UPPER)) <= outer.height * LOWER;
  if (!isSeen) box.scrollTop += top - outer.height * PLACE;
}
