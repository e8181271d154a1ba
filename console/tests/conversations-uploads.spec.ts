/** How conversations get in: files, and the first minute of an empty workspace. */
import { readFileSync } from "node:fs";

import { command, tone } from "./calls";
import { bar, link, tick } from "./conversations-list";
import { expect, house, isAccessible, server, signIn, test } from "./support";

test("recordings are uploaded by button and by drop, each with its own fate", async ({ console: page }) => {
  await page.goto(`${server.url}/conversations?search=mulgara`);
  await page.route("**/uploads?*", async (route) => {
    await new Promise((wait) => setTimeout(wait, 1_000));
    await route.continue();
  });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await (await chooser).setFiles([
    { name: "Mulgara sound.wav", mimeType: "audio/wav", buffer: tone() },
    { name: "Mulgara notes.txt", mimeType: "text/plain", buffer: Buffer.from("no sound at all in this text") },
  ]);
  await expect(page.getByRole("progressbar", { name: "Upload of Mulgara sound.wav" })).toBeVisible();
  await isAccessible(page);
  await expect(page.getByText("This file holds no audio or video that can be read.")).toBeVisible();
  await expect(page.getByText("1 of 2 uploaded")).toBeVisible();
  await expect(link(page, "Mulgara sound")).toBeVisible();
  await page.unroute("**/uploads?*");

  // A server that fails is tried again.
  await page.route("**/uploads?*", (route) => route.fulfill({ status: 503, json: { error: { code: "unavailable", message: "The disk is full", fields: [] } } }));
  const data = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "Mulgara drop.wav", { type: "audio/wav" }));
    return transfer;
  }, [...tone(0.5)]);
  await page.dispatchEvent("main", "dragover", { dataTransfer: data });
  await expect(page.getByText("Drop recordings here")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  await expect(page.getByText("Drop recordings here")).toBeHidden();
  await expect(page.getByText("The disk is full")).toBeVisible();
  await page.unroute("**/uploads?*");
  await page.getByRole("button", { name: "Try again to upload Mulgara drop.wav" }).click();
  await expect(link(page, "Mulgara drop")).toBeVisible();
  await page.getByRole("button", { name: "Clear list" }).click();
  await expect(page.getByRole("heading", { name: "Uploads" })).toBeHidden();
  const { data: rows } = await house<{ data: { id: string }[] }>("GET", "conversations?search=mulgara");
  expect(rows).toHaveLength(2);
  await house("POST", "conversations/bulk", { conversation_ids: rows.map((one) => one.id), action: "delete" });
});

test("the first minute: samples, an upload, and a command with a real key", async ({ page }) => {
  const workspace = `First minute ${Date.now()}`;
  const [email, password] = [`first-minute-${Date.now()}@console.example`, "the very first password"];
  command(["workspace", "create", "--name", workspace]);
  command(["user", "create", "--email", email, "--name", "Fay First", "--role", "owner", "--workspace", workspace, "--password-stdin"], password);
  await signIn(page, email, password);
  await expect(page.getByRole("heading", { name: "Welcome. There are no conversations yet." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await isAccessible(page);

  await page.getByRole("button", { name: "Make a key" }).press("Enter");
  const shown = page.getByLabel("Command that uploads a recording", { exact: true });
  await expect(shown).toContainText(/^curl '.*' -H 'Authorization: Bearer [^' ]+'/);
  const text = (await shown.textContent()) ?? "";
  const [, url, key] = /^curl '([^']+)' -H 'Authorization: ([^']+)'/.exec(text) ?? [];
  const answer = await fetch(url ?? "", { method: "POST", headers: { authorization: key ?? "", "content-type": "application/octet-stream" }, body: new Uint8Array(tone()) });
  expect(answer.status).toBe(201);
  await expect(link(page, "call")).toBeVisible();
  await expect(shown, "the key stays until its reader has it").toBeVisible();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(shown).toBeHidden();

  // As it was: nothing there.
  await tick(page, "call").click();
  await bar(page).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Add sample conversations" }).click();
  const { title } = JSON.parse(readFileSync("../samples/bright_desk.json", "utf8")) as { title: string };
  await expect(link(page, title)).toBeVisible();
  await expect(page.getByText("The sample conversations are here.")).toBeVisible();
});
