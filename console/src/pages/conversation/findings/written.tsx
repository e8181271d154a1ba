/**
 * What somebody writes in a tab and has not saved: that tab stays as it is while another one is shown, and whoever leaves the
 * page is asked.
 */
import { createContext, type ReactNode, useContext, useId, useLayoutEffect } from "react";

import { Store } from "../store";
import type { TabName } from "./tabs";

/** The tab of each form in which something is written. */
export class Written extends Store<ReadonlyMap<string, TabName>> {
  constructor() {
    super(new Map());
  }

  begin(form: string, tab: TabName): void {
    this.set(new Map(this.get()).set(form, tab));
  }

  end(form: string): void {
    const left = new Map(this.get());
    left.delete(form);
    this.set(left);
  }
}

const Here = createContext<{ written: Written; tab: TabName } | null>(null);

export function WrittenIn({ written, tab, children }: { written: Written; tab: TabName; children: ReactNode }) {
  return <Here value={{ written, tab }}>{children}</Here>;
}

/** Says whether something is written in the form that calls it. */
export function useWritten(isWritten: boolean): void {
  const form = useId();
  const here = useContext(Here);
  const [written, tab] = [here?.written, here?.tab];
  useLayoutEffect(() => {
    if (!isWritten || !written || !tab) return undefined;
    written.begin(form, tab);
    return () => written.end(form);
  }, [isWritten, written, tab, form]);
}
