/** Settings: receivers of webhooks, against a receiver on this machine. */
import { call, expect, house, isAccessible, open, type Receiver, server, test, unique, until } from "./settings-support";

interface Made {
  id: string;
  url: string;
}

async function webhook(receiver: Receiver, types: string[] = ["v1.engagement.created"]): Promise<Made> {
  return house<Made>("POST", "webhooks", { url: `${receiver.url}/${unique("hook").replaceAll(" ", "-")}`, event_types: types });
}

/** A message to it that was given up: the receiver said that it is gone. */
async function givenUp(receiver: Receiver): Promise<Made> {
  const made = await webhook(receiver);
  receiver.answer(410, '{"error":"moved out"}');
  await house("POST", `webhooks/${made.id}/test`, {});
  await until(async () => (await house<{ disabled_reason: string | null }>("GET", `webhooks/${made.id}`)).disabled_reason === "gone", "the receiver to be gone");
  return made;
}

test("a receiver is added with chosen events and a header, and is told of a call", async ({ console: page, receiver }) => {
  const url = `${receiver.url}/${unique("added").replaceAll(" ", "-")}`;
  await open(page, "webhooks", "Webhooks");
  await page.getByRole("link", { name: "New receiver" }).first().click();
  await page.getByLabel("Address").fill(url);
  await expect(page.getByLabel("Shape")).toHaveValue("askelephant");
  await page.getByLabel("Only some").check();
  await page.getByRole("button", { name: "Add receiver" }).click();
  await expect(page.getByText("Tick at least one event, or choose all.")).toBeVisible();
  await page.getByLabel("v1.engagement.created").check();
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.getByLabel("Name of header 1").fill("X-Team");
  await page.getByLabel("Value of header 1").fill("blue");
  await page.getByLabel("Note").fill("The blue team");
  await isAccessible(page);
  await page.getByRole("button", { name: "Add receiver" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The receiver is added" })).toBeVisible();
  await expect(page.getByLabel("Signing secret", { exact: true })).toHaveText(/^whsec_/);
  await page.getByRole("button", { name: "I have kept it" }).click();

  await expect(page.getByRole("heading", { level: 1, name: url })).toBeVisible();
  await expect(page.getByText("x-team")).toBeVisible();
  await expect(page.getByText("No messages yet")).toBeVisible();
  await call(unique("Told"));
  await until(async () => receiver.got.length > 0, "the message");
  const message = receiver.got[0];
  expect(message?.headers["x-team"]).toBe("blue");
  expect(message?.headers["webhook-signature"] ?? message?.headers["svix-signature"]).toBeTruthy();
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "v1.engagement.created" });
  await expect(row).toContainText("Delivered");

  await row.getByRole("button", { name: /^Open v1\.engagement\.created of/ }).click();
  await expect(page).toHaveURL(/delivery=/);
  const dialog = page.getByRole("dialog", { name: "Message" });
  await expect(dialog.getByLabel("Address and headers of the request")).toContainText(`POST ${url}`);
  await expect(dialog.getByLabel("Body of the request")).toContainText("engagement");
  await expect(dialog.getByText(/^Answered 200 after \d+ ms$/)).toBeVisible();
  await expect(dialog.getByLabel("What the receiver answered")).toContainText('"taken": true');
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Send again" }).click();
  await until(async () => receiver.got.length > 1, "the message again");
  await expect(dialog.getByText(/^Answered 200 after \d+ ms$/)).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a test message tells what the receiver answered", async ({ console: page, receiver }) => {
  const made = await webhook(receiver);
  await open(page, `webhooks/${made.id}`, made.url);
  const send = page.getByRole("button", { name: "Send a test message" });
  const dialog = page.getByRole("dialog", { name: "Send a test message" });
  await send.press("Enter");
  await expect(dialog.getByText("The test message arrived")).toBeVisible();
  await expect(dialog.getByText(/^Answered 200 after/)).toBeVisible();
  await dialog.getByText("Close", { exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "colloquy.test" })).toContainText("Delivered");

  receiver.answer(500, "the kettle is empty");
  await send.click();
  await expect(dialog.getByText("The test message did not arrive")).toBeVisible();
  await expect(dialog.getByText(/^Answered 500 after/)).toBeVisible();
  await expect(dialog.getByLabel("What the receiver answered")).toHaveText("the kettle is empty");
  await page.keyboard.press("Escape");
  await page.getByLabel("State").selectOption("pending");
  await expect(page).toHaveURL(/status=pending/);
  await expect(page.getByRole("row").filter({ hasText: "On its way" })).toHaveCount(1);
  await expect(page.getByRole("row").filter({ hasText: "Delivered" })).toHaveCount(0);
});

test("what was given up is recovered once the receiver is back", async ({ console: page, receiver }) => {
  const made = await givenUp(receiver);
  await open(page, `webhooks/${made.id}`, made.url);
  await expect(page.getByText("Off: the receiver said it is gone")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send a test message" })).toBeDisabled();
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByRole("button", { name: "Switch off" })).toBeVisible();
  receiver.answer(204, "");
  const before = receiver.got.length;
  await page.getByRole("button", { name: "Recover messages…" }).click();
  const dialog = page.getByRole("dialog", { name: "Recover messages…" });
  await expect(dialog.getByLabel("Since")).not.toHaveValue("");
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("1 message is on its way again.")).toBeVisible();
  await until(async () => receiver.got.length > before, "the message again");
  await expect(page.getByRole("row").filter({ hasText: "colloquy.test" })).toContainText("Delivered");
});

test("a receiver is changed, switched off, given a new secret, and deleted", async ({ console: page, receiver }) => {
  const made = await webhook(receiver);
  await open(page, `webhooks/${made.id}`, made.url);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Address")).toHaveValue(made.url);
  await page.getByLabel("Address").fill("nonsense://nowhere");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Address").fill(`${made.url}-changed`);
  await page.getByLabel("All events").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${made.url}-changed` })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "All events" })).toBeVisible();

  await page.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Switched off", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect(page.getByRole("button", { name: "Switch off" })).toBeVisible();

  await page.getByRole("button", { name: "New secret…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByRole("dialog", { name: "New secret" }).getByLabel("Signing secret", { exact: true })).toHaveText(/^whsec_/);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(/^Signs too until/)).toBeVisible();

  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await expect(page.getByText(made.url)).toHaveCount(0);
});

test("a log that fails says so and recovers", async ({ console: page, receiver }) => {
  const made = await webhook(receiver);
  const log = `**/webhooks/${made.id}/deliveries*`;
  await page.route(log, (route) => route.fulfill({ status: 503, json: { error: { code: "busy", message: "The server is busy.", fields: [], request_id: "01BUSY" } } }));
  await page.goto(`${server.url}/settings/webhooks/${made.id}`);
  await expect(page.getByText("The server is busy.")).toBeVisible();
  await page.unroute(log);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No messages yet")).toBeVisible();
});
