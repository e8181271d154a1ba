/** What a rule does, in this order. */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { fieldError } from "../../../ui/Field";
import { listError } from "../../../ui/Refused";
import { ActionFields } from "./ActionFields";
import { type ActionForm, newAction } from "./form";

/** The most that a rule can do. */
const MOST = 10;
const OF_ONE = ["tag_id", "extra", "to", "url", "headers", "body"];

/** Fields of these actions that show their own errors. */
export function actionFields(actions: readonly ActionForm[]): string[] {
  return actions.flatMap((action, at) => {
    const place = `actions[${at}]`;
    return [place, ...OF_ONE.map((name) => `${place}.${name}`), ...action.headers.map((row) => `${place}.headers.${row.name}`)];
  });
}

export function ActionList({ actions, error, onChange }: { actions: ActionForm[]; error: unknown; onChange(actions: ActionForm[]): void }) {
  const move = (from: number, to: number) => {
    const moved = [...actions];
    moved.splice(to, 0, ...moved.splice(from, 1));
    onChange(moved);
  };
  return (
    <div className="settings-workflows-actions">
      <ol>
        {actions.map((action, at) => {
          const number = at + 1;
          const errorOf = (name: string) => listError(error, `actions[${at}].${name}`);
          const ofAll = fieldError(error, `actions[${at}]`);
          return (
            <li key={action.key} className="settings-workflows-action">
              <header>
                <h3>{t("settings.workflows.step", { number })}</h3>
                <div className="settings-buttons">
                  <IconButton className="settings-workflows-up" label={t("settings.workflows.moveUp", { number })} icon="down" disabled={at === 0} onClick={() => move(at, at - 1)} />
                  <IconButton label={t("settings.workflows.moveDown", { number })} icon="down" disabled={number === actions.length} onClick={() => move(at, number)} />
                  <IconButton label={t("settings.workflows.removeStep", { number })} icon="trash" disabled={actions.length === 1} onClick={() => onChange(actions.filter((other) => other !== action))} />
                </div>
              </header>
              <ActionFields action={action} number={number} errorOf={errorOf} onChange={(changed) => onChange(actions.map((other) => (other === action ? changed : other)))} />
              {ofAll && <p className="field-error" role="alert">{ofAll}</p>}
            </li>
          );
        })}
      </ol>
      <div><Button icon="plus" disabled={actions.length >= MOST} onClick={() => onChange([...actions, newAction()])}>{t("settings.workflows.addStep")}</Button></div>
    </div>
  );
}
