/** Ways to get a token, in words. */
import { t } from "../../../texts";

export const GRANTS = ["authorization_code", "refresh_token", "client_credentials"] as const;

export function grantInWords(grant: string): string {
  const known = GRANTS.find((one) => one === grant);
  return known ? t(`settings.oauth.grant.${known}`) : grant;
}
