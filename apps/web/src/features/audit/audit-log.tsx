import { live, useTRPC } from "@plinth/client/react";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EarlierButton } from "../../shell/earlier-button.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import type { Workspace } from "../workspaces/workspace.ts";
import { AuditRow } from "./audit-row.tsx";
import { type AuditSearch, auditFilter } from "./audit-search.ts";

interface Props {
  workspace: Workspace;
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

/** What happened in a workspace, the newest first, page by page. */
export function AuditLog({ workspace, search, onSearch }: Props) {
  const trpc = useTRPC();
  const pages = useInfiniteQuery(
    live(
      trpc.audit.list.infiniteQueryOptions(
        { workspaceId: workspace.id, ...auditFilter(search) },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
    ),
  );
  if (pages.isPending) return <RowSkeletons count={6} />;
  if (!pages.data) return <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />;
  const entries = pages.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) {
    return (
      <EmptyState icon={<IconHistory size={22} />} title="Nothing like that happened">
        Widen the search: another kind, everybody, or more days.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={rows.rows} aria-label="Events">
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} onSubject={(subject) => onSearch({ subject })} />
        ))}
      </ol>
      <EarlierButton pages={pages} />
    </>
  );
}
