/** A test message and how its first try went: it goes the road of every other message, so that it has to be waited for. */
import { api, taken } from "../../../api/client";
import type { Attempt, Delivery } from "./queries";

/** Longer than a receiver may take to answer. */
const LONGEST_WAIT_MS = 25_000;
const PAUSE_MS = 400;
/** Messages among which the test is looked for. */
const LATEST = 20;

export interface TestOutcome {
  /** Null where it did not appear in the log in time. */
  delivery: Delivery | null;
  /** Null where nobody has tried yet. */
  attempt: Attempt | null;
}

export async function sendTest(webhookId: string): Promise<TestOutcome> {
  const known = new Set((await latest(webhookId)).map((delivery) => delivery.id));
  await taken(api.POST("/api/colloquy/v1/webhooks/{webhook_id}/test", { params: { path: { webhook_id: webhookId } } }));
  const end = Date.now() + LONGEST_WAIT_MS;
  let delivery: Delivery | null = null;
  for (;;) {
    delivery ??= (await latest(webhookId)).find((one) => !known.has(one.id) && isTest(one)) ?? null;
    const attempt = delivery && (await firstAttempt(delivery.id));
    if (attempt || Date.now() > end) return { delivery, attempt };
    await new Promise((wait) => setTimeout(wait, PAUSE_MS));
  }
}

async function latest(webhookId: string): Promise<Delivery[]> {
  const query = { limit: LATEST };
  const page = await taken(api.GET("/api/colloquy/v1/webhooks/{webhook_id}/deliveries", { params: { path: { webhook_id: webhookId }, query } }));
  return page.data;
}

async function firstAttempt(deliveryId: string): Promise<Attempt | null> {
  const list = await taken(api.GET("/api/colloquy/v1/deliveries/{delivery_id}/attempts", { params: { path: { delivery_id: deliveryId } } }));
  return list.data[0] ?? null;
}

/** Each API spells the type of test messages for itself, but all end alike: `colloquy.test`, `webhook.test`. */
function isTest(delivery: Delivery): boolean {
  return /test$/i.test(delivery.event_type ?? "");
}
