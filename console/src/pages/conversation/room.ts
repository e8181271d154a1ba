/** Hands the desk, the player and what may be done to all parts of the page. */
import { createContext, useContext, useSyncExternalStore } from "react";

import type { Desk } from "./Desk";
import type { Player } from "./player/Player";
import type { Full } from "./types";

export interface Room {
  /** As the address has it: the key of everything that is read. */
  id: string;
  full: Full;
  desk: Desk;
  /** Missing without a recording. */
  player: Player | null;
  /** Whether corrections are offered. */
  mayEdit: boolean;
}

export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("useRoom needs to stand within a conversation");
  return room;
}

const never = () => () => undefined;

/**
 * What `look` sees in the second at which the recording is. The caller is drawn anew when that changes: it should be a
 * number or a text, and change seldom.
 */
export function useMoment<T extends string | number | boolean | null>(player: Player | null, look: (seconds: number) => T): T {
  return useSyncExternalStore(player?.onMoment ?? never, () => look(player?.seconds() ?? 0));
}
