import { qualityProjects } from "./quality-projects";
import { qualityReview } from "./quality-review";
import { qualityScorecards } from "./quality-scorecards";
import { qualityTrends } from "./quality-trends";

/** What the pages of quality share. What each says by itself stands in a catalogue of its own. */
export const quality = {
  label: "Quality",
  tabs: {
    review: "Review queue",
    evaluations: "Evaluations",
    projects: "Projects",
    scorecards: "Scorecards",
    trends: "Trends",
  },
  private: "private",
  replaced: "replaced",
  undecided: { one: "{count} undecided", other: "{count} undecided" },
  keys: { nextRow: "Next row", previousRow: "Previous row", open: "Open the row" },
  reason: {
    auto_failed: "Critical criterion failed",
    disputed: "Disputed",
    unsure: "Machine is unsure",
    below_threshold: "Score too low",
    sample: "Sample",
  },
  answer: { none: "No answer", notApplicable: "Does not apply" },
  state: { pending: "Waiting", processing: "Being scored", completed: "Scored", failed: "Could not be scored" },
  sentiment: { positive: "Positive", neutral: "Neutral", negative: "Negative" },
  column: {
    conversation: "Conversation",
    reasons: "Waits because",
    score: "Score",
    undecided: "Undecided",
    recorded: "Recorded",
    waiting: "Waiting since",
  },
  filter: { project_id: "Project", allProjects: "All projects", oneProject: "One project" },
  projects: qualityProjects,
  scorecards: qualityScorecards,
  trends: qualityTrends,
  ...qualityReview,
} as const;
