/** The keys of a review: from criterion to criterion, and what is said of the one at hand. */
import { useMemo, useRef } from "react";

import { type Shortcut, useShortcuts } from "../../../app/keyboard";
import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import type { Desk } from "../../conversation/Desk";
import { type Found, needsDecision } from "./results";

/** Which form is open. */
export interface Asked {
  criterionId: string;
  what: "decide" | "dispute";
}

interface Keys {
  all: Found[];
  atHand: string | null;
  desk: Desk;
  goTo(criterionId: string): void;
  ask(asked: Asked): void;
  confirm(found: Found): void;
}

export function useReviewKeys({ all, atHand, desk, goTo, ask, confirm }: Keys): void {
  const { may } = useAccount();
  const [mayReview, mayDispute] = [may("evaluations:review"), may("evaluations:dispute")];
  const heard = useRef({ criterionId: "", place: -1 });
  const isMoved = useRef(false);
  const shortcuts = useMemo<Shortcut[]>(() => {
    const at = all.findIndex(({ result }) => result.criterion_id === atHand);
    const now = all[at];
    const go = (found: Found | undefined) => {
      isMoved.current = true;
      if (found) goTo(found.result.criterion_id);
    };
    /** The first press shows which one is at hand. */
    const step = (by: 1 | -1) => go(isMoved.current ? all[Math.min(Math.max(0, at + by), all.length - 1)] : now);
    const openOne = () => [...all.slice(at + 1), ...all.slice(0, at + 1)].find(({ result }) => needsDecision(result));
    const decide = () => now && ask({ criterionId: now.result.criterion_id, what: "decide" });
    const say = () => {
      if (!now) return;
      // Where the machine says nothing, or somebody disputes, there is something to choose.
      if (now.result.answer == null || now.result.dispute) decide();
      else confirm(now);
    };
    const hear = () => {
      const { criterion_id: criterionId = "", evidence = [] } = now?.result ?? {};
      const place = heard.current.criterionId === criterionId ? (heard.current.place + 1) % Math.max(1, evidence.length) : 0;
      const found = evidence[place];
      heard.current = { criterionId, place };
      if (found) desk.jump(found);
    };
    const words: Shortcut[] = [
      { keys: "c", label: t("quality.evaluation.keys.confirm"), run: say },
      { keys: "o", label: t("quality.evaluation.keys.override"), run: decide },
    ];
    const dispute: Shortcut = {
      keys: "d",
      label: t("quality.evaluation.keys.dispute"),
      run: () => now && !now.result.dispute && ask({ criterionId: now.result.criterion_id, what: "dispute" }),
    };
    return [
      { keys: "n", label: t("quality.evaluation.keys.nextCriterion"), run: () => step(1) },
      { keys: "p", label: t("quality.evaluation.keys.previousCriterion"), run: () => step(-1) },
      { keys: "u", label: t("quality.evaluation.keys.nextOpen"), run: () => go(openOne()) },
      { keys: "e", label: t("quality.evaluation.keys.hear"), run: hear },
      ...(mayReview ? words : []),
      ...(mayDispute ? [dispute] : []),
    ];
  }, [all, atHand, desk, goTo, ask, confirm, mayReview, mayDispute]);
  useShortcuts(t("quality.evaluation.keys.title"), shortcuts);
}
