/** The parts of a conversation, by the names that this page has for them. */
import type { components, paths } from "../../api/schema";

type Schemas = components["schemas"];

export type Full = Schemas["FullConversation"];
export type Transcript = Schemas["Transcript"];
export type Entry = Transcript["entries"][number];
export type Word = Entry["words"][number];
export type Speaker = Transcript["speakers"][number];
/** A place in the transcript that supports a finding. */
export type Place = Schemas["Evidence"];
export type Grounds = Schemas["Grounds"];
export type Stage = Schemas["Stage"];
export type StageName = Stage["name"];
export type Recording = Schemas["Recording"];
export type ActionItem = Schemas["ActionItem"];
export type Signal = Schemas["Signal"];
export type GivenTag = Schemas["GivenTag"];
export type Comment = Schemas["Comment"];
export type Tool = Schemas["ToolInvocation"];
type Traces = paths["/api/colloquy/v1/conversations/{conversation_id}/traces"]["get"]["responses"][200]["content"]["application/json"];
export type Trace = Traces["data"][number];
export type Change = Schemas["TranscriptChange"];
export type Evaluation = Schemas["EvaluationWithResults"];
export type CriterionResult = Schemas["CriterionResult"];
export type CriterionAnswer = Schemas["CriterionAnswer"];
export type Criterion = Schemas["ScorecardCriterion"];

/** What a person changed says so; what a machine found says which one. */
export interface Edited {
  is_edited: boolean;
  edited_by?: string | null;
  edited_at?: string | null;
}

/** Peaks of each channel, as the server reckons them once it has decoded a recording. */
export interface Peaks {
  bucket_seconds: number;
  /** 0 to 255. */
  channels: number[][];
}

export function peaksOf(recording: Recording | undefined): Peaks | null {
  const found = recording?.waveform as Partial<Peaks> | null | undefined;
  return found?.bucket_seconds && found.channels?.length ? (found as Peaks) : null;
}

/** How many colours there are for speakers. */
const COLOURS = 6;

/** Which of the colours a speaker has. */
export function colourOf(speakerIndex: number): number {
  return speakerIndex % COLOURS;
}

export function isOpen(stage: Stage): boolean {
  return stage.status === "pending" || stage.status === "running";
}
