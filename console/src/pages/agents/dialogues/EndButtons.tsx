/** Ways to end a dialogue that goes on, as far as its channel and state allow them; each is asked about first. */
import { useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { useTell } from "../../../ui/Toasts";
import { type Dialogue, useChangeDialogue } from "./queries";
import { isOver } from "./words";

type End = "hangUp" | "resolve" | "close" | "cancel";
const STATUS = { hangUp: "completed", resolve: "resolved", close: "closed", cancel: "canceled" } as const;

function endsOf(dialogue: Dialogue): End[] {
  const { channel, status } = dialogue;
  if (isOver(dialogue)) return [];
  if (channel === "call") return [status === "in-progress" ? "hangUp" : "cancel"];
  if (status === "queued" || status === "pending") return ["cancel"];
  return ["resolve", "close"];
}

export function EndButtons({ dialogue }: { dialogue: Dialogue }) {
  const [asked, setAsked] = useState<End | null>(null);
  const change = useChangeDialogue(dialogue.id);
  const tell = useTell();
  const end = async (how: End) => {
    await change.mutateAsync({ status: STATUS[how] });
    tell.done(t(how === "hangUp" ? "dialogues.one.hangingUp" : "dialogues.one.ending"));
  };
  return (
    <>
      {endsOf(dialogue).map((how) => (
        <Button key={how} look={how === "resolve" ? "plain" : "danger"} onClick={() => setAsked(how)}>{t(`dialogues.one.${how}`)}</Button>
      ))}
      {asked && (
        <Confirm
          isOpen
          title={t(`dialogues.one.${asked}`)}
          text={t(`dialogues.one.${asked}Text`)}
          confirm={t(`dialogues.one.${asked}`)}
          onConfirm={() => end(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
