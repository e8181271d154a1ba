/** Lines to paste into a shell: one request to each API of this server, with a key as that API takes it. */
import type { KeySecret } from "./queries";

export type ApiName = "house" | "askelephant" | "roark" | "auralytik" | "elemente";

export const APIS: readonly ApiName[] = ["house", "askelephant", "roark", "auralytik", "elemente"];

/** As a word of a shell, whatever stands in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A request to this API of the server at `origin`. */
export function curlLine(api: ApiName, origin: string, secret: KeySecret): string {
  const { api_key, bearer, basic, x_api_key, hmac_secret } = secret;
  switch (api) {
    case "house":
      return `curl -s ${origin}/api/colloquy/v1/conversations -H ${quoted(`Authorization: Bearer ${bearer}`)}`;
    case "askelephant":
      return `curl -s ${origin}/api/v2/engagements -H ${quoted(`Authorization: ${api_key}`)}`;
    case "roark":
      return `curl -s ${origin}/v1/call -H ${quoted(`Authorization: Bearer ${bearer}`)}`;
    case "elemente":
      return `curl -s ${origin}/api/v1/agents -u ${quoted(`${basic.username}:${basic.password}`)}`;
    case "auralytik":
      return [
        `KEY=${quoted(x_api_key)}`,
        `SECRET=${quoted(hmac_secret)}`,
        "TIME=$(date +%s)",
        "BODY=$(printf '' | openssl dgst -sha256 -binary | base64)",
        `SIGNATURE=$(printf '%s' "$TIME.GET./v1/engagements.$BODY" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64)`,
        `curl -s ${origin}/v1/engagements -H "X-Api-Key: $KEY" -H "X-Timestamp: $TIME" -H "X-Signature: $SIGNATURE"`,
      ].join("\n");
  }
}
