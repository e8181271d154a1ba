/** Whom no agent writes to or calls: the list, adding an address, and taking one off. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { api, taken } from "../../../api/client";
import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Field, fieldError, Input } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { ListMore } from "../../../ui/ListMore";
import { Page, Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { useChange } from "../shared/queries";
import type { Body, Row } from "../shared/wire";

type Listed = Row<"/api/colloquy/v1/do-not-contact">;

const LIST = ["settings", "do-not-contact"] as const;
const PAGE = 50;

export function DoNotContactPage() {
  const mayChange = useAccount().may("contacts:write");
  const [removing, setRemoving] = useState<Listed | null>(null);
  const listed = useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam }) => taken(api.GET("/api/colloquy/v1/do-not-contact", { params: { query: { page: pageParam, page_size: PAGE } } })),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.page * last.page_size < last.total ? last.page + 1 : undefined),
    select: (list) => list.pages.flatMap((page) => page.data),
  });
  const remove = useChange(LIST, (address: string) => taken(api.DELETE("/api/colloquy/v1/do-not-contact/{address}", { params: { path: { address } } })));
  const tell = useTell();
  const end = async ({ address }: Listed) => {
    await remove.mutateAsync(address);
    tell.done(t("settings.doNotContact.removed", { address }));
  };
  return (
    <Page title={t("settings.sections.doNotContact")}>
      <p className="settings-lead">{t("settings.doNotContact.lead")}</p>
      {mayChange && <Panel title={t("settings.doNotContact.new")}><AddForm /></Panel>}
      <Loaded query={listed} isEmpty={(rows) => rows.length === 0} empty={<Empty title={t("settings.doNotContact.empty")} />}>
        {(rows) => <Table caption={t("settings.sections.doNotContact")} columns={columnsOf(mayChange ? setRemoving : null)} rows={rows} keyOf={(row) => row.address} />}
      </Loaded>
      <ListMore query={listed} />
      <Confirm
        isOpen={removing !== null}
        text={t("settings.doNotContact.removeText", { address: removing?.address ?? "" })}
        confirm={t("common.remove")}
        onConfirm={async () => removing && end(removing)}
        onClose={() => setRemoving(null)}
      />
    </Page>
  );
}

function AddForm() {
  const [address, setAddress] = useState("");
  const [reason, setReason] = useState("");
  const put = useChange(LIST, (body: Body<"/api/colloquy/v1/do-not-contact", "put">) => taken(api.PUT("/api/colloquy/v1/do-not-contact", { body })));
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate(
      { address, ...(reason.trim() && { reason: reason.trim() }) },
      {
        onSuccess: (made) => {
          tell.done(t("settings.doNotContact.added", { address: made.address }));
          setAddress("");
          setReason("");
        },
      },
    );
  };
  return (
    <form className="form settings-wide-form" onSubmit={submit}>
      <div className="form-row">
        <Field label={t("settings.doNotContact.address")} hint={t("settings.doNotContact.addressHint")} error={fieldError(put.error, "address")}>
          <Input required maxLength={320} autoComplete="off" value={address} onChange={(event) => setAddress(event.target.value)} />
        </Field>
        <Field label={t("settings.doNotContact.reason")} hint={t("common.optional")} error={fieldError(put.error, "reason")}>
          <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
      <Refused error={put.error} isShown={among(["address", "reason"])} />
      <div><Button type="submit" look="primary" isBusy={put.isPending}>{t("common.add")}</Button></div>
    </form>
  );
}

function columnsOf(remove: ((row: Listed) => void) | null): Column<Listed>[] {
  return [
    { key: "address", title: t("settings.doNotContact.address"), cell: (row) => <strong>{row.address}</strong> },
    { key: "reason", title: t("settings.doNotContact.reason"), cell: (row) => row.reason },
    { key: "since", title: t("settings.doNotContact.since"), cell: (row) => dateTime(row.created_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (row) => remove && <Button aria-label={t("settings.doNotContact.removeOne", { address: row.address })} onClick={() => remove(row)}>{t("common.remove")}</Button>,
    },
  ];
}
