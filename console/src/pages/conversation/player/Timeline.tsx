/** The tools that agents used and the traces of their programs, each as a bar on the time axis of the waveform. */
import { useMemo, useRef, useState } from "react";

import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { clock, number } from "../../../ui/format";
import { Loaded } from "../../../ui/State";
import { useTraces } from "../queries";
import { useRoom } from "../room";
import type { Store } from "../store";
import type { Tool, Trace } from "../types";
import { type Axis, percentAt, placeOn, useAxisStyle, useRestingAxis } from "./axis";

interface Bar {
  key: string;
  name: string;
  /** The agent, or the depth of a span. */
  beside: string | null;
  depth: number;
  start: number;
  milliseconds: number | null;
  isError: boolean;
  parts: { title: string; value: unknown }[];
}

export function Timeline({ axis }: { axis: Store<Axis> }) {
  const { id, full } = useRoom();
  const traces = useTraces(id, full.trace_ids.length > 0);
  const tools = useMemo(() => full.tool_invocations.map(barOf), [full.tool_invocations]);
  const box = useRef<HTMLDivElement>(null);
  useAxisStyle(box, axis);
  return (
    <div ref={box} className="timeline">
      {tools.length > 0 && <Bars title={t("conversation.timeline.tools")} bars={tools} axis={axis} />}
      {full.trace_ids.length > 0 && (
        <Loaded query={traces} rows={2}>
          {({ data }) => (
            <>
              {data.map((trace) => <TraceBars key={trace.trace_id} trace={trace} axis={axis} />)}
            </>
          )}
        </Loaded>
      )}
    </div>
  );
}

function TraceBars({ trace, axis }: { trace: Trace; axis: Store<Axis> }) {
  const bars = useMemo(() => barsOf(trace), [trace]);
  const isCut = trace.span_count > trace.spans.length;
  return (
    <>
      <Bars title={t("conversation.timeline.trace", { id: trace.trace_id.slice(0, 8) })} bars={bars} axis={axis} />
      {isCut && <p className="field-hint">{t("conversation.timeline.cut", { shown: trace.spans.length, count: trace.span_count })}</p>}
    </>
  );
}

function Bars({ title, bars, axis }: { title: string; bars: Bar[]; axis: Store<Axis> }) {
  const shown = useRestingAxis(axis);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="timeline-part">
      <h3>{title}</h3>
      <ul>
        {bars.map((bar) => (
          <li key={bar.key}>
            <Row bar={bar} axis={shown} isOpen={open === bar.key} onToggle={() => setOpen(open === bar.key ? null : bar.key)} />
            {open === bar.key && <Detail bar={bar} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ bar, axis, isOpen, onToggle }: { bar: Bar; axis: Axis; isOpen: boolean; onToggle(): void }) {
  const { desk } = useRoom();
  const end = bar.start + (bar.milliseconds ?? 0) / 1_000;
  // The name stands where there is room for it: behind the beginning, or before the end.
  const isLate = placeOn(axis, bar.start) > 0.55;
  const start = `max(0%, ${percentAt(bar.start)})`;
  const style = isLate ? { right: `calc(100% - ${start} + 4px)` } : { left: `calc(${start} + 8px)` };
  const press = () => {
    desk.goTo(Math.max(0, bar.start));
    onToggle();
  };
  return (
    <button type="button" className={`timeline-row ${bar.isError ? "timeline-error" : ""}`} aria-expanded={isOpen} onClick={press}>
      <span className="timeline-bar" aria-hidden="true" style={{ left: `calc(${percentAt(bar.start)})`, width: `calc(${percentAt(end)} - ${percentAt(bar.start)})` }} />
      <span className="timeline-name" style={style}>
        <span aria-hidden="true">{"› ".repeat(bar.depth)}</span>
        {bar.name}
        {bar.beside && `, ${bar.beside}`}
        <span className="timeline-time"> {clock(bar.start)}{bar.milliseconds !== null && `, ${lengthOf(bar.milliseconds)}`}</span>
        {bar.isError && <strong> {t("conversation.timeline.failed")}</strong>}
      </span>
    </button>
  );
}

function Detail({ bar }: { bar: Bar }) {
  return (
    <div className="timeline-detail">
      {bar.isError && <Badge tone="bad">{t("conversation.timeline.failed")}</Badge>}
      {bar.parts.map((part) => (
        <div key={part.title}>
          <h4>{part.title}</h4>
          <pre tabIndex={0} role="group" aria-label={part.title}>{typeof part.value === "string" ? part.value : JSON.stringify(part.value, null, 2)}</pre>
        </div>
      ))}
    </div>
  );
}

function lengthOf(milliseconds: number): string {
  return milliseconds < 1_000
    ? t("conversation.milliseconds", { value: number(milliseconds) })
    : t("conversation.seconds", { value: number(milliseconds / 1_000, 1) });
}

function barOf(tool: Tool): Bar {
  return {
    key: tool.id,
    name: tool.name,
    beside: tool.agent ?? null,
    depth: 0,
    start: tool.started_at_seconds,
    milliseconds: tool.duration_ms ?? null,
    isError: tool.is_error,
    parts: [
      { title: t("conversation.timeline.parameters"), value: tool.parameters },
      { title: t("conversation.timeline.result"), value: tool.result },
    ],
  };
}

/** The spans of a trace, each below the one within which it happened. */
function barsOf({ spans }: Trace): Bar[] {
  const known = new Set(spans.map((span) => span.span_id));
  const within = new Map<string | null, typeof spans>();
  for (const span of spans) {
    const parent = span.parent_id && known.has(span.parent_id) ? span.parent_id : null;
    within.set(parent, [...(within.get(parent) ?? []), span]);
  }
  const bars: Bar[] = [];
  const waiting = (within.get(null) ?? []).map((span) => ({ span, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { span, depth } = next;
    const said = [
      span.status_message ? { title: t("conversation.timeline.message"), value: span.status_message } : null,
      { title: t("conversation.timeline.attributes"), value: span.is_cut ? t("conversation.timeline.leftOut") : span.attributes },
    ];
    bars.push({
      key: span.span_id,
      name: span.name,
      beside: null,
      depth,
      start: span.start_seconds,
      milliseconds: span.duration_ms,
      isError: span.status === "error",
      parts: said.filter((part) => part !== null),
    });
    // Spans that name each other as their parents are reached once.
    const children = within.get(span.span_id) ?? [];
    within.delete(span.span_id);
    waiting.push(...children.map((child) => ({ span: child, depth: depth + 1 })).reverse());
  }
  return bars;
}
