/** All conversations: looked through, taken in, and changed many at once. In an empty workspace the first steps stand here. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";

import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { fieldError } from "../../ui/Field";
import { Menu, MenuItem } from "../../ui/Menu";
import { Page } from "../../ui/Page";
import { Empty, Loaded } from "../../ui/State";
import { BulkBar } from "./BulkBar";
import { ConversationList } from "./ConversationList";
import { exportList, LIST_FORMATS } from "./exports";
import { FilterChips } from "./FilterChips";
import { FilterPanel } from "./FilterPanel";
import { changed, cleared, exportOf, isNarrowed, type Look, queryOf, read } from "./filters";
import { FirstMinute, KeyCommand } from "./FirstMinute";
import { useConversations, useNewKey } from "./queries";
import { SearchRow } from "./SearchRow";
import { type FilePicker, UploadArea } from "./UploadArea";
import { UploadList } from "./UploadList";
import { useListKeys } from "./useListKeys";
import { useLiveList } from "./useLiveList";
import { useSelection } from "./useSelection";
import "./filters.css";

export function ConversationsPage() {
  const { may } = useAccount();
  const { look, change, clear, search } = useLook();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const togglePanel = useCallback(() => setPanelOpen((isOpen) => !isOpen), []);
  const query = useMemo(() => queryOf(look), [look]);
  const { isConnected } = useLiveList();
  const list = useConversations(query, isConnected);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const selection = useSelection(ids);
  const newKey = useNewKey();
  const table = useRef<HTMLTableElement>(null);
  const picker = useRef<FilePicker>(null);
  const chooseFiles = useCallback(() => picker.current?.open(), []);
  const canUpload = may("engagements:write");
  useListKeys({
    list: table,
    ids,
    selection,
    onSearch: () => search.current?.focus(),
    onFilters: togglePanel,
    onUpload: canUpload ? chooseFiles : undefined,
    onEnd: () => {
      if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
    },
  });
  const isEmpty = rows.length === 0 && !list.hasNextPage && list.isSuccess;
  // What stands in for an answer says nothing of a question that narrows no more.
  const isFirst = isEmpty && !isNarrowed(look) && !list.isPlaceholderData;
  const refused = fieldError(list.error, "text") ?? fieldError(list.error, "search");
  return (
    <Page
      title={t("conversations.title")}
      isWide
      actions={
        <>
          {!isEmpty && <ExportList look={look} />}
          {canUpload && !isFirst && <Button look="primary" icon="upload" onClick={chooseFiles}>{t("conversations.upload.button")}</Button>}
        </>
      }
    >
      {canUpload && <UploadArea picker={picker} />}
      {!isFirst && (
        <div className="filters">
          <SearchRow look={look} error={refused} input={search} isOpen={isPanelOpen} onToggle={togglePanel} onChange={change} />
          {isPanelOpen && <FilterPanel filters={look.filters} onChange={change} />}
          <FilterChips filters={look.filters} onChange={change} onClear={clear} />
        </div>
      )}
      <KeyCommand newKey={newKey} />
      <UploadList />
      {!refused && (
        <Loaded
          query={list}
          rows={10}
          isEmpty={() => isEmpty}
          empty={isFirst ? <FirstMinute newKey={newKey} onUpload={chooseFiles} /> : <NothingFits onClear={clear} />}
        >
          {() => <ConversationList list={list} rows={rows} selection={selection} table={table} />}
        </Loaded>
      )}
      <BulkBar rows={rows} selection={selection} onEmptied={() => requestAnimationFrame(() => table.current?.focus())} />
    </Page>
  );
}

/** What the address asks for, and how it is changed. */
function useLook() {
  const [params, setParams] = useSearchParams();
  const look = useMemo(() => read(params), [params]);
  const search = useRef<HTMLInputElement>(null);
  // The search key of the other pages leads here.
  const wantsSearch = params.get("focus") === "search";
  useEffect(() => {
    if (!wantsSearch) return;
    search.current?.focus();
    setParams((now) => changed(now, { focus: undefined }), { replace: true });
  }, [wantsSearch, setParams]);
  const change = useCallback(
    // Each choice is a step back; each letter is none.
    (changes: Record<string, string | undefined>, isTyped = false) => setParams((now) => changed(now, changes), { replace: isTyped }),
    [setParams],
  );
  const clear = useCallback(() => setParams(cleared), [setParams]);
  return { look, change, clear, search };
}

function NothingFits({ onClear }: { onClear(): void }) {
  return (
    <div role="status">
      <Empty title={t("conversations.list.nothingFits")}>
        <p>{t("conversations.list.nothingFitsHint")}</p>
        <Button onClick={onClear}>{t("conversations.filter.clear")}</Button>
      </Empty>
    </div>
  );
}

/** The whole list as it is narrowed, also what is not shown yet. */
function ExportList({ look }: { look: Look }) {
  const query = exportOf(look);
  return (
    <Menu trigger={<Button icon="download">{t("conversations.export.list")}</Button>}>
      {LIST_FORMATS.map((format) => (
        <MenuItem key={format} isDisabled={!query} onSelect={() => query && exportList(query, format)}>
          {t(`conversations.export.${format}`)}
        </MenuItem>
      ))}
      {!query && <p className="menu-label">{t("conversations.export.listUnavailable")}</p>}
    </Menu>
  );
}
