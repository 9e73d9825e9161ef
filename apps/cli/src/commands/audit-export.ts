import type { RouterInputs } from "@plinth/client";
import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { listWorkspaces } from "../find-project.ts";
import type { GlobalOptions } from "../output.ts";

interface Options extends GlobalOptions {
  workspace?: string;
  kind?: string;
  from?: string;
  before?: string;
}

type Page = { entries: unknown[]; nextCursor: string | null };

const PAGE = 500;

const NOTES = `
Prints a line of JSON for each event, the newest first. Without --workspace: what belongs to no workspace, for operators. The export is an
event itself.

Examples:
  $ plinth audit export --workspace acme > acme.jsonl
  $ plinth audit export --workspace acme --kind member --from 2026-11-01T00:00:00Z`;

export function auditExportCommand(parent: Command): void {
  parent
    .command("export")
    .description("print what happened in a workspace as JSON lines")
    .option("--workspace <slug>", "the workspace, of which you are an admin or owner")
    .option("--kind <name>", "only such events: member, or member.role_changed")
    .option("--from <moment>", "only from then on, as 2026-11-01T00:00:00Z")
    .option("--before <moment>", "only until then")
    .addHelpText("after", NOTES)
    .action(async (_: unknown, command: Command) => {
      const { workspace, kind, from, before, ...options } = command.optsWithGlobals<Options>();
      const filter: RouterInputs["audit"]["exportInstallation"] = {
        ...(kind && { kind }),
        ...(from && { from }),
        ...(before && { before }),
      };
      const client = await connectSignedIn(options);
      if (workspace === undefined) {
        await client.audit.exportInstallation.mutate(filter);
        await printAll((page) => client.audit.ofInstallation.query({ ...filter, ...page }));
        return;
      }
      const [{ id: workspaceId = "" } = {}] = await listWorkspaces(client, workspace);
      await client.audit.export.mutate({ workspaceId, ...filter });
      await printAll((page) => client.audit.list.query({ workspaceId, ...filter, ...page }));
    });
}

async function printAll(read: (page: { limit: number; cursor?: string }) => Promise<Page>): Promise<void> {
  let cursor: string | undefined;
  do {
    const { entries, nextCursor } = await read({ limit: PAGE, ...(cursor && { cursor }) });
    for (const entry of entries) process.stdout.write(`${JSON.stringify(entry)}\n`);
    cursor = nextCursor ?? undefined;
  } while (cursor);
}
