/** Names of the users who changed something. */
import { useCallback } from "react";

import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { useOwners } from "../conversations/queries";

/**
 * The name of a user by id, and a word for those who are not known. Whoever looks is "you", or called by name as well where
 * `isNamed`: sentences begin with it.
 */
export function usePeople(isNamed = false): (id: string | null | undefined) => string {
  const { session, may } = useAccount();
  const people = useOwners(may("users:read"));
  const own = session.user;
  return useCallback(
    (id) => {
      if (!id) return t("conversation.program");
      if (id === own?.id) return isNamed ? own.name : t("conversation.you");
      return people.data?.find((person) => person.id === id)?.name ?? t("conversation.somebody");
    },
    [people.data, own, isNamed],
  );
}
