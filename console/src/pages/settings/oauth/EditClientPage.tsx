/** Changing a program. */
import { Link, useNavigate, useParams } from "react-router";

import { t } from "../../../texts";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { ClientForm } from "./ClientForm";
import { useChangeClient, useClients } from "./queries";

export function EditClientPage() {
  const { id = "" } = useParams();
  const clients = useClients();
  const change = useChangeClient();
  const navigate = useNavigate();
  const tell = useTell();
  const client = clients.data?.find((one) => one.id === id);
  const saved = () => {
    tell.done(t("common.saved"));
    void navigate("/settings/oauth");
  };
  return (
    <Page title={client?.name ?? t("settings.oauth.one")} above={<Link to="/settings/oauth">{t("settings.back", { to: t("settings.sections.oauth") })}</Link>}>
      <Loaded query={clients} isEmpty={() => !client} empty={<Empty title={t("common.notFound")}><p>{t("common.notFoundHint")}</p></Empty>}>
        {() => client && <ClientForm key={id} client={client} isBusy={change.isPending} error={change.error} onSubmit={(body) => change.mutate({ id, body }, { onSuccess: saved })} />}
      </Loaded>
    </Page>
  );
}
