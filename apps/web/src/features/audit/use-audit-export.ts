import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { type AuditSearch, auditFilter } from "./audit-search.ts";

const PAGE = 500;

/** Takes out what a search finds as a file of JSON lines. The export is recorded first. */
export function useAuditExport({ id: workspaceId, slug }: Workspace) {
  const trpc = useTRPC();
  return useMutation({
    mutationKey: trpc.audit.export.mutationKey(),
    mutationFn: async (search: AuditSearch) => {
      const filter = auditFilter(search);
      await client.audit.export.mutate({ workspaceId, ...filter });
      const lines: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.audit.list.query({ workspaceId, ...filter, limit: PAGE, ...(cursor && { cursor }) });
        lines.push(...page.entries.map((entry) => `${JSON.stringify(entry)}\n`));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      save(`audit-${slug}.jsonl`, new Blob(lines, { type: "application/jsonl" }));
      return lines.length;
    },
    onSuccess: (count) => tellDone(count === 1 ? "One event is exported." : `${count} events are exported.`),
  });
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
