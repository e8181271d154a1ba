/** Settings: inbound routes, the do-not-contact list, OAuth clients, and dead jobs. */
import { call, expect, house, isAccessible, open, test, unique } from "./settings-support";

test("an agent answers on pages and at a number", async ({ console: page }) => {
  const [agentName, skillName] = [unique("Maya"), unique("Front desk")];
  await house("POST", "agents", { name: agentName, language: "en-US" });
  await house("POST", "skills", { name: skillName, prompt: "Answer questions about opening hours." });
  await open(page, "inbound", "Inbound routes");
  await page.getByRole("button", { name: "New route" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Agent").selectOption(agentName);
  await dialog.getByLabel("Skill").selectOption(skillName);
  await dialog.getByLabel("Pages that may open it").fill("no origin");
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Pages that may open it")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Pages that may open it").fill("https://shop.example");
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row").filter({ hasText: agentName });
  await expect(row).toContainText("Webchat");
  await expect(row).toContainText(skillName);
  await row.getByRole("button", { name: /^Put .+ on a page$/ }).click();
  await expect(dialog.getByLabel("Line for a page", { exact: true })).toContainText("widget.js");
  await expect(dialog.getByRole("link", { name: "Try it on a page of this server" })).toHaveAttribute("href", /\/webchat\//);
  await page.keyboard.press("Escape");

  await row.getByRole("button", { name: /^Edit/ }).click();
  await expect(dialog.getByLabel("Channel")).toBeDisabled();
  await dialog.getByLabel("Answer here").uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText("Off", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "New route" }).first().click();
  await dialog.getByLabel("Channel").selectOption("SMS");
  const number = `+1555${String(Date.now()).slice(-7)}`;
  await dialog.getByLabel("Number").fill(number);
  await dialog.getByLabel("Agent").selectOption(agentName);
  await dialog.getByLabel("Skill").selectOption(skillName);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row").filter({ hasText: number })).toBeVisible();
  for (let left = 2; left > 0; left -= 1) {
    await row.first().getByRole("button", { name: /^Delete/ }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await expect(row).toHaveCount(left - 1);
  }
});

test("somebody gets onto the do-not-contact list and off it, by keyboard", async ({ console: page }) => {
  const address = `${unique("jonas").replaceAll(" ", ".")}@customer.example`;
  await open(page, "do-not-contact", "Do-not-contact list");
  await page.getByLabel("Number or e-mail").fill("nobody at all");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Number or e-mail")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Number or e-mail").fill(address);
  await page.keyboard.press("Tab");
  await page.keyboard.type("asked us to stop");
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ hasText: address });
  await expect(row).toContainText("asked us to stop");
  await page.getByRole("button", { name: `Remove ${address}` }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).press("Enter");
  await expect(row).toHaveCount(0);
});

test("a program gets a secret, another one, another name, and is deleted", async ({ console: page }) => {
  const name = unique("Reporting");
  await open(page, "oauth", "OAuth clients");
  await page.getByRole("link", { name: "New client" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Addresses people are sent back to").fill("https://reports.example/callback");
  await page.getByLabel("(engagements:read)").check();
  await isAccessible(page);
  await page.getByRole("button", { name: "Make client" }).click();
  await expect(page.getByLabel("Client id", { exact: true })).toHaveText(/^client_/);
  const first = await page.getByLabel("Client secret", { exact: true }).innerText();
  await page.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Keeps a secret");
  await expect(row).toContainText("1 permission");

  await page.getByRole("button", { name: `New secret for ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new secret" }).click();
  const second = page.getByRole("dialog", { name: "New secret" }).getByLabel("Client secret", { exact: true });
  await expect(second).not.toBeEmpty();
  expect(await second.innerText()).not.toBe(first);
  await page.getByRole("button", { name: "I have kept it" }).click();

  await row.getByRole("link", { name }).click();
  await page.getByLabel("Addresses people are sent back to").fill("ftp://reports.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Addresses people are sent back to")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Addresses people are sent back to").fill("https://reports.example/back");
  await page.getByLabel("Name", { exact: true }).fill(`${name} two`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText(`${name} two`);
  await page.getByRole("button", { name: `Delete ${name} two` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("work that was given up is tried again, one by one and all at once", async ({ console: page, receiver }) => {
  await call(unique("Broken"), { mediaUrl: `${receiver.url}/broken.wav` });
  await open(page, "jobs", "Dead jobs");
  const rows = page.getByRole("table", { name: "Dead jobs" }).getByRole("row").filter({ hasText: "Transcripts" });
  await expect(async () => {
    await page.getByRole("button", { name: "Look again" }).click();
    await expect(rows.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(rows.first().getByRole("link", { name: "Open the conversation" })).toHaveAttribute("href", /^\/conversations\//);
  await isAccessible(page);
  await rows.first().getByRole("button", { name: /^Try again: Transcripts/ }).click();
  await expect(page.getByText("1 piece of work is waiting again.")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Look again" }).click();
    await expect(rows.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Try all again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Try all again" }).press("Enter");
  await expect(page.getByText(/^\d+ pieces? of work (is|are) waiting again\.$/).last()).toBeVisible();
});
