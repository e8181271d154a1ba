/** Where things stand in the list of conversations. */
import type { Page } from "@playwright/test";

/** The request for the list. */
export const LIST = /\/api\/colloquy\/v1\/conversations\?/;

export const search = (page: Page) => page.getByRole("searchbox", { name: "Search conversations" });
export const link = (page: Page, title: string) => page.getByRole("link", { name: title, exact: true });
export const row = (page: Page, title: string) => page.getByRole("row").filter({ has: link(page, title) });
export const tick = (page: Page, title: string) => page.getByRole("checkbox", { name: `Select ${title}`, exact: true });
export const bar = (page: Page) => page.getByRole("region", { name: "Selected conversations" });
/** What an address asks for. */
export const asked = (url: string) => new URL(url).searchParams;
