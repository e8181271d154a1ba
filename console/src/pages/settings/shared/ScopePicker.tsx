/** What a key or a program may do: everything, or what is ticked. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Loaded } from "../../../ui/State";
import { CheckList, Group, RadioList } from "./Choices";

/** The scope that grants all others. */
export const EVERYTHING = "workspace:admin";

function useScopes() {
  return useQuery({
    queryKey: ["settings", "scopes"],
    queryFn: () => taken(api.GET("/api/colloquy/v1/scopes")),
    select: (list) => list.data,
    staleTime: Infinity,
  });
}

interface Props {
  value: string[];
  onChange(scopes: string[]): void;
  /** Whether it may be given everything. */
  mayBeAll?: boolean;
  error?: string | undefined;
}

export function ScopePicker({ value, onChange, mayBeAll = false, error }: Props) {
  const scopes = useScopes();
  const isAll = value.includes(EVERYTHING);
  return (
    <Group legend={t("settings.scopes.label")} error={error}>
      {mayBeAll && (
        <RadioList
          options={[{ value: "all", label: t("settings.scopes.everything") }, { value: "some", label: t("settings.scopes.some") }]}
          value={isAll ? "all" : "some"}
          onChange={(choice) => onChange(choice === "all" ? [EVERYTHING] : [])}
        />
      )}
      {!isAll && (
        <Loaded query={scopes} rows={6}>
          {(known) => {
            const single = known.filter((scope) => scope.name !== EVERYTHING);
            return (
              <>
                <div className="settings-buttons">
                  <Button onClick={() => onChange(single.map((scope) => scope.name).filter((name) => name.endsWith(":read")))}>
                    {t("settings.scopes.reading")}
                  </Button>
                  <Button onClick={() => onChange([])}>{t("settings.scopes.nothing")}</Button>
                </div>
                <CheckList
                  isWide
                  options={single.map((scope) => ({ value: scope.name, label: `${scope.description} (${scope.name})` }))}
                  value={value}
                  onChange={onChange}
                />
              </>
            );
          }}
        </Loaded>
      )}
    </Group>
  );
}

/** Scopes in a row of a table: their number, and their names where somebody opens it. */
export function ScopeSummary({ scopes }: { scopes: readonly string[] }) {
  if (scopes.includes(EVERYTHING)) return <>{t("settings.scopes.everything")}</>;
  return (
    <details className="settings-details">
      <summary>{t("settings.scopes.count", { count: scopes.length })}</summary>
      <ul>{scopes.map((scope) => <li key={scope}><code>{scope}</code></li>)}</ul>
    </details>
  );
}
