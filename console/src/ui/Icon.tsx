/** Line icons, drawn on a grid of 24. They say nothing that the text beside them does not say. */
const PATHS = {
  overview: "M4 20V10M10 20V4M16 20v-7M22 20H2",
  conversations: "M4 5h16v11H9l-5 4V5z",
  quality: "M5 12l4 4L19 6",
  agents: "M12 3v3M6 8h12v10H6zM9 12h.01M15 12h.01M10 15h4",
  settings: "M12 9a3 3 0 100 6 3 3 0 000-6zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
  search: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5",
  upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  download: "M12 4v12M7 11l5 5 5-5M4 20h16",
  play: "M7 4l13 8-13 8V4z",
  pause: "M7 4v16M17 4v16",
  close: "M5 5l14 14M19 5L5 19",
  menu: "M3 6h18M3 12h18M3 18h18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  minus: "M4 12h16",
  plus: "M12 4v16M4 12h16",
  check: "M5 12l5 5L20 7",
  edit: "M4 20h4L20 8l-4-4L4 16v4z",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  tag: "M3 12V3h9l9 9-9 9-9-9zM7.5 7.5h.01",
  link: "M10 14a4 4 0 006 0l3-3a4 4 0 00-6-6l-1 1M14 10a4 4 0 00-6 0l-3 3a4 4 0 006 6l1-1",
  comment: "M4 4h16v12H8l-4 4V4z",
  people: "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4a3.5 3.5 0 010 7M18 14c2.500.6 4 2.500 4 6",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 3",
  warning: "M12 3L2 20h20L12 3zM12 10v4M12 17h.01",
  info: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5M12 8h.01",
  phone: "M5 3h4l2 5-3 2a11 11 0 006 6l2-3 5 2v4a2 2 0 01-2 2A17 17 0 013 5a2 2 0 012-2z",
  chevron: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  refresh: "M20 11a8 8 0 10-2 6M20 4v7h-7",
  key: "M14 10a5 5 0 10-4 4l2 2h3v3h3v3h3v-4l-7-8zM7.5 8.500h.01",
  spark: "M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2 2-6z",
  undo: "M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  flag: "M5 21V4h13l-3 4 3 4H5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
