/**
 * A line or bars over time, with the same numbers as a table for those who do not see it, and a way from each point to
 * the conversations behind it. Load it lazily: uPlot is not part of the first page.
 */
import { useEffect, useMemo, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { useIsDark } from "../app/theme";
import { spoken, t } from "../texts";
import "./chart.css";

export interface Series {
  label: string;
  /** One value for each date; null where there is none. */
  values: (number | null)[];
  format(value: number | null): string;
  /** There is nothing between one and two. */
  isWhole?: boolean;
}

interface Props {
  title: string;
  /** ISO dates of the points, ascending. */
  dates: string[];
  series: Series[];
  kind?: "line" | "bars";
  height?: number;
  /** Opens what is behind a point. */
  onOpen?(index: number): void;
}

/** From this length on months are told in place of days. */
const LONG_MS = 200 * 86_400_000;
/** Seconds from one mark of the time axis to the next: whole days. */
const STEPS = [1, 2, 3, 7, 14, 28, 61, 91, 183, 365].map((days) => days * 86_400);
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000];

/** Room for half a bar before the first date and behind the last. */
function besides(first: number, last: number, count: number): [number, number] {
  const half = count > 1 ? (last - first) / (count - 1) / 2 : 43_200;
  return [first - half, last + half];
}

export function Chart({ title, dates, series, kind = "line", height = 200, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const isDark = useIsDark();
  const open = useRef(onOpen);
  open.current = onOpen;
  const data = useMemo<uPlot.AlignedData>(
    () => [dates.map((date) => Date.parse(date) / 1000), ...series.map((one) => one.values)],
    [dates, series],
  );
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const ends = [dates[0], dates.at(-1)].map((date) => Date.parse(date ?? ""));
    const isLong = (ends[1] ?? 0) - (ends[0] ?? 0) > LONG_MS;
    const day = new Intl.DateTimeFormat(spoken(), { month: "short", timeZone: "UTC", ...(isLong ? { year: "numeric" } : { day: "numeric" }) });
    const axis = { stroke: colour("--text-soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height,
        cursor: { y: false, points: { size: 7 } },
        legend: { live: true },
        // Dates are days, not instants: the same in every zone.
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
        // The length of a bar says something only if it begins at nothing.
        scales: {
          x: { time: true, ...(kind === "bars" ? { range: (_: uPlot, first: number, last: number) => besides(first, last, dates.length) } : {}) },
          y: { range: (_: uPlot, least: number, most: number) => (kind === "bars" || least === most ? [0, most > 0 ? most * 1.1 : 1] : uPlot.rangeNum(least, most, 0.1, true)) },
        },
        axes: [
          { ...axis, size: 34, incrs: STEPS, values: (_, ticks) => ticks.map((tick) => day.format(tick * 1000)) },
          { ...axis, size: 54, ...(series.every((one) => one.isWhole) ? { incrs: WHOLE } : {}), values: (_, ticks) => ticks.map((tick) => series[0]?.format(tick) ?? String(tick)) },
        ],
        series: [
          { label: t("common.date"), value: (_, at) => (at == null ? "" : new Intl.DateTimeFormat(spoken(), { dateStyle: "medium", timeZone: "UTC" }).format(at * 1000)) },
          ...series.map((one, index) => ({
            label: one.label,
            stroke: colour(`--speaker-${index % 6}`),
            fill: kind === "bars" ? colour(`--speaker-${index % 6}`) : undefined,
            width: 2,
            points: { show: kind === "line" && dates.length < 40 },
            spanGaps: false,
            value: (_: uPlot, value: number | null) => one.format(value),
            ...(kind === "bars" && uPlot.paths.bars ? { paths: uPlot.paths.bars({ size: [0.7, 40] }) } : {}),
          })),
        ],
      },
      data,
      element,
    );
    const click = () => {
      if (plot.cursor.idx != null) open.current?.(plot.cursor.idx);
    };
    plot.over.addEventListener("click", click);
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [data, series, kind, height, isDark, dates]);
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div ref={box} className={onOpen ? "chart-box chart-opens" : "chart-box"} aria-hidden="true" />
      <details className="chart-table">
        <summary>{t("common.asTable")}</summary>
        <table className="table">
          <thead>
            <tr><th scope="col">{t("common.date")}</th>{series.map((one) => <th key={one.label} scope="col">{one.label}</th>)}</tr>
          </thead>
          <tbody>
            {dates.map((date, index) => (
              <tr key={date}>
                <th scope="row">
                  {onOpen ? <button type="button" className="link" onClick={() => onOpen(index)}>{date.slice(0, 10)}</button> : date.slice(0, 10)}
                </th>
                {series.map((one) => <td key={one.label}>{one.format(one.values[index] ?? null)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
