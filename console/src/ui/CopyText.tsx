/** A text to take along: shown whole, copied by one press. */
import { useRef, useState } from "react";

import { t } from "../texts";
import { Button } from "./Button";
import "./copy.css";

export function CopyText({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const shown = useRef<HTMLPreElement>(null);
  const copy = async () => {
    // Browsers keep the clipboard from pages that came by plain http: there the text is marked, for the keyboard's own copy.
    if (!navigator.clipboard) return void (shown.current && getSelection()?.selectAllChildren(shown.current));
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  const word = t(isCopied ? "common.copied" : "common.copy");
  return (
    <div className="copy">
      <pre ref={shown} role="group" tabIndex={0} aria-label={label}>{text}</pre>
      <Button onClick={() => void copy()} icon={isCopied ? "check" : undefined} aria-label={`${word}: ${label}`}>{word}</Button>
    </div>
  );
}
