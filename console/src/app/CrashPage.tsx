/** What stands where a page broke, and where there is none. */
import { useRouteError } from "react-router";

import { t } from "../texts";
import { Button, ButtonLink } from "../ui/Button";
import { Page } from "../ui/Page";
import { Empty, messageOf } from "../ui/State";

export function CrashPage() {
  const error = useRouteError();
  return (
    <Page title={t("common.failed")}>
      <Empty title={messageOf(error)}>
        <Button onClick={() => window.location.reload()}>{t("common.reload")}</Button>
      </Empty>
    </Page>
  );
}

export function MissingPage() {
  return (
    <Page title={t("common.notFound")}>
      <Empty title={t("common.notFoundHint")}>
        <ButtonLink to="/conversations">{t("common.nav.conversations")}</ButtonLink>
      </Empty>
    </Page>
  );
}
