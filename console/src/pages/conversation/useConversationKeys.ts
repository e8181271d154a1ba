/** The keys of a conversation. */
import { useMemo } from "react";

import { type Shortcut, useShortcuts } from "../../app/keyboard";
import { t } from "../../texts";
import type { Desk } from "./Desk";
import { JUMP_SECONDS } from "./player/Controls";
import type { Player } from "./player/Player";
import { piecesOf, wordAt } from "./transcript/pieces";

interface Keys {
  desk: Desk;
  player: Player | null;
  /** Missing where nothing may be corrected. */
  revision: number | undefined;
  /** Missing where nothing may be commented. */
  onComment: ((position: number) => void) | undefined;
}

export function useConversationKeys({ desk, player, revision, onComment }: Keys): void {
  const shortcuts = useMemo<Shortcut[]>(() => {
    const entries: Shortcut[] = [
      { keys: "j", label: t("conversation.keys.next"), run: () => desk.step(1) },
      { keys: "k", label: t("conversation.keys.previous"), run: () => desk.step(-1) },
    ];
    const edits: Shortcut[] = [
      { keys: "e", label: t("conversation.keys.edit"), run: () => revision !== undefined && desk.edit(desk.cursor.get(), revision) },
      { keys: "x", label: t("conversation.keys.select"), run: () => desk.select(desk.cursor.get(), false) },
      { keys: "X", label: t("conversation.keys.range"), run: () => desk.select(desk.cursor.get(), true) },
      { keys: "Escape", label: t("conversation.keys.clear"), run: () => desk.clearSelection() },
    ];
    const comment: Shortcut = { keys: "c", label: t("conversation.keys.comment"), run: () => onComment?.(desk.cursor.get()) };
    return [
      ...(player ? playbackKeys(desk, player) : []),
      ...entries,
      ...(revision === undefined ? [] : edits),
      ...(onComment ? [comment] : []),
    ];
  }, [desk, player, revision, onComment]);
  useShortcuts(t("common.keyboard.playback"), shortcuts);
}

/** The keys of the recording. */
export function playbackKeys(desk: Desk, player: Player): Shortcut[] {
  const by = (seconds: number) => player.seek(player.seconds() + seconds);
  const follow = () => {
    desk.isFollowing.set(true);
    desk.reveal(Math.max(0, desk.positionAt(player.seconds())));
  };
  return [
    { keys: "Space", label: t("conversation.keys.play"), run: player.toggle },
    { keys: "ArrowLeft", label: t("conversation.player.back", { seconds: JUMP_SECONDS }), run: () => by(-JUMP_SECONDS) },
    { keys: "ArrowRight", label: t("conversation.player.forward", { seconds: JUMP_SECONDS }), run: () => by(JUMP_SECONDS) },
    { keys: "<", label: t("conversation.keys.slower"), run: () => player.stepRate(-1) },
    { keys: ">", label: t("conversation.keys.faster"), run: () => player.stepRate(1) },
    { keys: "h", label: t("conversation.keys.wordBefore"), run: () => stepWord(desk, player, -1) },
    { keys: "l", label: t("conversation.keys.wordAfter"), run: () => stepWord(desk, player, 1) },
    { keys: "s", label: t("conversation.player.skipSilence"), run: () => player.setSkipsSilence(!player.playback.get().skipsSilence) },
    { keys: "f", label: t("conversation.transcript.follow"), run: follow },
  ];
}

/** Goes to the word before or after the one that is heard, across entries. */
function stepWord(desk: Desk, player: Player, by: 1 | -1): void {
  const position = Math.max(0, desk.positionAt(player.seconds()));
  const entry = desk.entry(position);
  if (!entry) return;
  const pieces = piecesOf(entry);
  const word = pieces[wordAt(pieces, player.seconds()) + by];
  const other = desk.entry(position + by);
  const beyond = other && piecesOf(other).at(by > 0 ? 0 : -1);
  const seconds = word?.seconds ?? beyond?.seconds;
  if (seconds === undefined) return;
  desk.isFollowing.set(true);
  player.seek(seconds);
}
