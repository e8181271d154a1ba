/** One rule: its form, what it would do for a conversation, and what it did. */
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Page } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { Tabs } from "../../../ui/Tabs";
import { useTell } from "../../../ui/Toasts";
import { RotateSecret } from "../shared/RotateSecret";
import { PreviewTab } from "./PreviewTab";
import { useChangeWorkflow, useRotateWorkflowSecret, useWorkflow, type Workflow, type WorkflowDraft } from "./queries";
import { RunsTab } from "./RunsTab";
import { WorkflowEditor } from "./WorkflowEditor";

const TABS = ["rule", "preview", "runs"] as const;

export function WorkflowPage() {
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((one) => one === search.get("tab")) ?? "rule";
  // The form begins anew with what the server made of it.
  const [saves, setSaves] = useState(0);
  const [isWritten, setWritten] = useState(false);
  const workflow = useWorkflow(id);
  const change = useChangeWorkflow();
  const rotate = useRotateWorkflowSecret(id);
  const tell = useTell();
  const save = (body: WorkflowDraft) =>
    change.mutate(
      { id, body },
      {
        onSuccess: () => {
          tell.done(t("common.saved"));
          setSaves((before) => before + 1);
        },
      },
    );
  const content = (one: Workflow) => ({
    rule: <WorkflowEditor key={saves} workflow={one} isBusy={change.isPending} error={change.error} onSubmit={save} onWritten={setWritten} />,
    preview: <PreviewTab workflowId={id} />,
    runs: <RunsTab workflowId={id} />,
  });
  return (
    <Page
      title={workflow.data?.name ?? t("settings.workflows.one")}
      above={<Link to="/settings/workflows">{t("settings.back", { to: t("settings.sections.workflows") })}</Link>}
      actions={workflow.data && <RotateSecret warning={t("settings.workflows.rotateText")} rotate={async () => (await rotate.mutateAsync(undefined)).secret} />}
    >
      <Loaded query={workflow}>
        {(one) => (
          <Tabs
            label={one.name}
            value={tab}
            onChange={(next) => setSearch(next === "rule" ? {} : { tab: next })}
            tabs={TABS.map((value) => ({ value, label: t(`settings.workflows.tab.${value}`), content: content(one)[value], isKept: value === "rule" && isWritten }))}
          />
        )}
      </Loaded>
    </Page>
  );
}
