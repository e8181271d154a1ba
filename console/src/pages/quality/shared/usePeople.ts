/** Who said something of an evaluation, by name. */
import { useCallback } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { useOwners } from "../../conversations/queries";
import type { Actor } from "./types";

export function usePeople(): (actor: Actor) => string {
  const { session, may } = useAccount();
  const people = useOwners(may("users:read"));
  const own = session.user;
  return useCallback(
    ({ user_id: id }) => {
      if (!id) return t("quality.people.key");
      if (id === own?.id) return own.name;
      return people.data?.find((person) => person.id === id)?.name ?? t("quality.people.somebody");
    },
    [people.data, own],
  );
}
