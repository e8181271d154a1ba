/** A body, a mail, an answer: as it is, in a box that scrolls and that the keyboard reaches. */
export function Source({ label, text }: { label: string; text: string }) {
  return <pre className="settings-pre" role="group" tabIndex={0} aria-label={label}>{text}</pre>;
}
