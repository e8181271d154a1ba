/**
 * Settings: one page for each section, beside a list of the sections that the role may open. Where the window is narrow
 * the list is one field to choose from.
 */
import type { ComponentType } from "react";
import { Navigate, NavLink, Route, Routes, useLocation, useNavigate } from "react-router";

import { MissingPage } from "../../app/CrashPage";
import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { Field, Select } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Empty } from "../../ui/State";
import { AccountPage } from "./account/AccountPage";
import { DoNotContactPage } from "./do-not-contact/DoNotContactPage";
import { EnginesPage } from "./engines/EnginesPage";
import { InboundPage } from "./inbound/InboundPage";
import { DeadJobsPage } from "./jobs/DeadJobsPage";
import { KeyPages } from "./keys/KeyPages";
import { OAuthPages } from "./oauth/OAuthPages";
import { SignalPages } from "./signals/SignalPages";
import { TagsPage } from "./tags/TagsPage";
import { UsersPage } from "./users/UsersPage";
import { WebhookPages } from "./webhooks/WebhookPages";
import { WorkflowPages } from "./workflows/WorkflowPages";
import "./settings.css";

type SectionName =
  | "account" | "users" | "keys" | "oauth" | "webhooks" | "workflows" | "signals" | "tags" | "inbound" | "doNotContact" | "engines" | "jobs";

interface Section {
  path: string;
  name: SectionName;
  /** Without it there is nothing to see; null where everybody may. */
  scope: string | null;
  Content: ComponentType;
}

const SECTIONS: Section[] = [
  { path: "account", name: "account", scope: null, Content: AccountPage },
  { path: "users", name: "users", scope: "users:read", Content: UsersPage },
  { path: "keys", name: "keys", scope: "workspace:admin", Content: KeyPages },
  { path: "oauth", name: "oauth", scope: "workspace:admin", Content: OAuthPages },
  { path: "webhooks", name: "webhooks", scope: "webhooks:read", Content: WebhookPages },
  { path: "workflows", name: "workflows", scope: "workspace:admin", Content: WorkflowPages },
  { path: "signals", name: "signals", scope: "engagements:read", Content: SignalPages },
  { path: "tags", name: "tags", scope: "tags:read", Content: TagsPage },
  { path: "inbound", name: "inbound", scope: "agents:read", Content: InboundPage },
  { path: "do-not-contact", name: "doNotContact", scope: "contacts:read", Content: DoNotContactPage },
  { path: "engines", name: "engines", scope: "workspace:admin", Content: EnginesPage },
  { path: "jobs", name: "jobs", scope: "workspace:admin", Content: DeadJobsPage },
];

export function SettingsPages() {
  const { may } = useAccount();
  const isOpen = ({ scope }: Section) => scope === null || may(scope);
  return (
    <div className="settings">
      <SectionList sections={SECTIONS.filter(isOpen)} />
      <div className="settings-content">
        <Routes>
          <Route index element={<Navigate to={may("workspace:admin") ? "/settings/keys" : "/settings/account"} replace />} />
          {SECTIONS.map((section) => (
            <Route key={section.path} path={`${section.path}/*`} element={isOpen(section) ? <section.Content /> : <Closed name={section.name} />} />
          ))}
          <Route path="*" element={<MissingPage />} />
        </Routes>
      </div>
    </div>
  );
}

function SectionList({ sections }: { sections: Section[] }) {
  const navigate = useNavigate();
  const here = useLocation().pathname.split("/")[2] ?? "";
  return (
    <nav className="settings-nav" aria-label={t("settings.sectionsLabel")}>
      <ul>
        {sections.map(({ path, name }) => (
          <li key={path}><NavLink to={`/settings/${path}`}>{t(`settings.sections.${name}`)}</NavLink></li>
        ))}
      </ul>
      <div className="settings-choice">
        <Field label={t("settings.section")}>
          <Select value={here} onChange={(event) => void navigate(`/settings/${event.target.value}`)}>
            {sections.map(({ path, name }) => <option key={path} value={path}>{t(`settings.sections.${name}`)}</option>)}
          </Select>
        </Field>
      </div>
    </nav>
  );
}

function Closed({ name }: { name: SectionName }) {
  return (
    <Page title={t(`settings.sections.${name}`)}>
      <Empty title={t("common.notAllowed")}><p>{t("settings.closed")}</p></Empty>
    </Page>
  );
}
