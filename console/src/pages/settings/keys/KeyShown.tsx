/** A new key: as each API takes it, and lines that try it. */
import { t } from "../../../texts";
import { CopyText } from "../../../ui/CopyText";
import { Panel } from "../../../ui/Page";
import { OnceWarning } from "../shared/SecretOnce";
import { APIS, curlLine } from "./curl";
import type { KeySecret } from "./queries";
import "./key-shown.css";

export function KeyShown({ secret }: { secret: KeySecret }) {
  const spellings = [
    { name: "apiKey", text: secret.api_key },
    { name: "bearer", text: secret.bearer },
    { name: "basicUser", text: secret.basic.username },
    { name: "basicPassword", text: secret.basic.password },
    { name: "xApiKey", text: secret.x_api_key },
    { name: "hmac", text: secret.hmac_secret },
  ] as const;
  return (
    <>
      <OnceWarning />
      <Panel title={t("settings.keys.spellings")}>
        <ul className="settings-key-shown">
          {spellings.map(({ name, text }) => {
            const label = t(`settings.keys.spelling.${name}`);
            return <li key={name}><h3>{label}</h3><CopyText text={text} label={label} /></li>;
          })}
        </ul>
      </Panel>
      <Panel title={t("settings.keys.tryIt")}>
        <p className="settings-soft">{t("settings.keys.tryHint")}</p>
        <ul className="settings-key-shown">
          {APIS.map((api) => {
            const label = t(`settings.keys.curl.${api}`);
            return <li key={api}><h3>{label}</h3><CopyText text={curlLine(api, window.location.origin, secret)} label={label} /></li>;
          })}
        </ul>
      </Panel>
    </>
  );
}
