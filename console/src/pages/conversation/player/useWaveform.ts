/**
 * The waveform of each channel, drawn from the peaks that the server reckoned. It never reads the recording itself: three
 * hours are drawn as fast as three minutes.
 */
import { type RefObject, useEffect, useRef } from "react";
import WaveSurfer from "wavesurfer.js";

import { useIsDark } from "../../../app/theme";
import type { Store } from "../store";
import { colourOf, type Peaks } from "../types";
import type { Axis } from "./axis";
import type { Player } from "./Player";

/** Quieter recordings than this are not blown up to the full height. */
const LEAST_LOUD = 40;

interface Wave {
  box: RefObject<HTMLDivElement | null>;
  player: Player;
  peaks: Peaks;
  /** Who is heard on each channel, where that is known. */
  voices: (number | null)[];
  /** Height of each channel. */
  height: number;
  /** 1 shows all of it. */
  zoom: number;
  axis: Store<Axis>;
}

export function useWaveform({ box, player, peaks, voices, height, zoom, axis }: Wave): void {
  const isDark = useIsDark();
  const wave = useRef<WaveSurfer | null>(null);
  const colours = voices.map((voice) => (voice === null ? "--accent" : `--speaker-${colourOf(voice)}`)).join();

  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const duration = peaks.bucket_seconds * Math.max(...peaks.channels.map((channel) => channel.length));
    const most = peaks.channels.reduce((loudest, channel) => channel.reduce((one, other) => Math.max(one, other), loudest), LEAST_LOUD);
    const holder = document.createElement("div");
    const drawn = WaveSurfer.create({
      container: holder,
      media: player.media,
      peaks: peaks.channels.map((channel) => channel.map((peak) => peak / most)),
      duration,
      height,
      barWidth: 2,
      barGap: 1,
      cursorColor: colour("--text"),
      cursorWidth: 2,
      interact: false,
      splitChannels: colours.split(",").map((name) => ({
        height,
        overlay: false,
        waveColor: colour("--line-strong"),
        progressColor: colour(name),
      })),
    });
    adopt(drawn);
    parent.replaceChildren(holder);
    const scroll = drawn.getWrapper().parentElement;
    // A picture, hidden from those who hear the page: they go by the position, and the picture goes along.
    if (scroll) scroll.tabIndex = -1;
    const look = () => {
      if (!scroll) return;
      const { scrollLeft, scrollWidth, clientWidth } = scroll;
      axis.set({ from: (scrollLeft / scrollWidth) * duration, to: ((scrollLeft + clientWidth) / scrollWidth) * duration });
    };
    drawn.on("scroll", look);
    drawn.on("redrawcomplete", look);
    wave.current = drawn;
    return () => {
      wave.current = null;
      drawn.destroy();
    };
  }, [box, player, peaks, colours, height, axis, isDark]);

  useEffect(() => {
    const drawn = wave.current;
    if (!drawn) return;
    const apply = () => drawn.zoom(zoom === 1 ? 0 : (drawn.getWrapper().parentElement?.clientWidth ?? 0) * zoom / Math.max(1, drawn.getDuration()));
    if (drawn.getDecodedData()) return apply();
    return drawn.once("ready", apply);
  }, [zoom, player, peaks, colours, height, axis, isDark]);
}

/**
 * The library writes its styles into a style element, which the content security policy forbids. Nothing is in the document
 * yet: the same styles are adopted as a sheet instead.
 */
function adopt(drawn: WaveSurfer): void {
  const root = drawn.getWrapper().getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const written = root.querySelector("style");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(written?.textContent ?? "");
  written?.remove();
  root.adoptedStyleSheets = [sheet];
}
