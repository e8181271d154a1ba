/** Which skills and actions an agent has: all there are, to be ticked. */
import type { UseQueryResult } from "@tanstack/react-query";

import { t } from "../../../texts";
import { CheckBox } from "../../../ui/Field";
import { Loaded } from "../../../ui/State";
import { FieldGroup } from "../shared/Box";

interface Choice {
  id: string;
  name: string;
}

interface Props {
  legend: string;
  hint: string;
  none: string;
  choices: UseQueryResult<Choice[]>;
  chosen: string[];
  error: string | undefined;
  onChange(chosen: string[]): void;
}

export function Choices({ legend, hint, none, choices, chosen, error, onChange }: Props) {
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <FieldGroup legend={legend} hint={hint} error={error}>
      <Loaded query={choices} isEmpty={(all) => all.length === 0} empty={<p className="agent-part-soft">{none}</p>}>
        {(all) => (
          <div className="agent-choices">
            {all.map((one) => <CheckBox key={one.id} label={one.name} checked={chosen.includes(one.id)} onChange={() => toggle(one.id)} />)}
            {/* What was deleted or lies beyond what is listed stays chosen until somebody takes it away. */}
            {chosen.filter((id) => !all.some((one) => one.id === id)).map((id) => (
              <CheckBox key={id} label={t("agents.unlisted", { id })} checked onChange={() => toggle(id)} />
            ))}
          </div>
        )}
      </Loaded>
    </FieldGroup>
  );
}
