/** Quality: what waits for a person, what was scored and by what, and how the numbers go; a page for each behind a tab. */
import { type ComponentType, useEffect, useRef } from "react";
import { Navigate, NavLink, Route, Routes, useLocation } from "react-router";

import { MissingPage } from "../../app/CrashPage";
import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { Page } from "../../ui/Page";
import { Empty } from "../../ui/State";
import { EvaluationPages } from "./evaluations/EvaluationPages";
import { ProjectPages } from "./projects/ProjectPages";
import { ReviewQueuePage } from "./review/ReviewQueuePage";
import { ScorecardPages } from "./scorecards/ScorecardPages";
import { TrendsPage } from "./trends/TrendsPage";
import "./quality.css";

interface Place {
  name: "review" | "evaluations" | "projects" | "scorecards" | "trends";
  /** Without it there is nothing to see. */
  scope: string;
  Content: ComponentType;
}

const PLACES: Place[] = [
  { name: "review", scope: "evaluations:read", Content: ReviewQueuePage },
  { name: "evaluations", scope: "evaluations:read", Content: EvaluationPages },
  { name: "projects", scope: "engagements:read", Content: ProjectPages },
  { name: "scorecards", scope: "evaluations:read", Content: ScorecardPages },
  { name: "trends", scope: "analytics:read", Content: TrendsPage },
];

export function QualityPages() {
  const { may } = useAccount();
  const open = PLACES.filter(({ scope }) => may(scope));
  const nav = useRef<HTMLElement>(null);
  const place = useLocation().pathname.split("/")[2];
  useEffect(() => {
    // Where the window is narrow the one that is open may stand outside of it.
    nav.current?.querySelector(".active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [place]);
  return (
    <div className="quality">
      <nav ref={nav} className="quality-nav" aria-label={t("quality.label")}>
        <ul>
          {open.map(({ name }) => <li key={name}><NavLink to={`/quality/${name}`}>{t(`quality.tabs.${name}`)}</NavLink></li>)}
        </ul>
      </nav>
      <Routes>
        <Route index element={<Navigate to={`/quality/${open[0]?.name ?? "review"}`} replace />} />
        {PLACES.map(({ name, scope, Content }) => (
          <Route key={name} path={`${name}/*`} element={may(scope) ? <Content /> : <Closed name={name} />} />
        ))}
        <Route path="*" element={<MissingPage />} />
      </Routes>
    </div>
  );
}

function Closed({ name }: Pick<Place, "name">) {
  return <Page title={t(`quality.tabs.${name}`)}><Empty title={t("common.notAllowed")} /></Page>;
}
