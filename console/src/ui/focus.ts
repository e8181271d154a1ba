/** Where the focus goes when what had it is gone. */

/** What has the focus now; of something in a menu, which is gone in a moment, the button of that menu. */
export function openerNow(): Element | null {
  const has = document.activeElement;
  const menu = has?.closest("[role=menu]");
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : has;
}

/** Gives the focus back, or, where that is gone too, to the page's content. Whoever took it meanwhile keeps it. */
export function goBack(opener: Element | null): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  if (opener instanceof HTMLElement && opener !== document.body) opener.focus({ preventScroll: true });
  if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
}
