import { Badge } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconWebhook } from "@tabler/icons-react";
import { Ago } from "../../shell/ago.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { TextLink } from "../../shell/text-link.tsx";
import type { Workspace } from "../workspaces/workspace.ts";
import { wantedWords } from "./event-words.ts";
import { standingOf } from "./standing.ts";

/** The endpoints of a workspace. */
export function WebhookList({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useLive(trpc.webhooks.list.queryOptions({ workspaceId: workspace.id }));
  if (error && !data) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons count={2} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={<IconWebhook size={28} stroke={1.5} />} title="No endpoints yet">
        Add the URL of a program that is to know what happens here: a chat, a build, a script of yours.
      </EmptyState>
    );
  }
  return (
    <ul className={rows.rows}>
      {data.map((webhook) => {
        const { label, color } = standingOf(webhook);
        return (
          <li className={rows.row} key={webhook.id}>
            <div className={rows.text}>
              <div className={rows.title}>
                <TextLink
                  to="/$workspace/settings/webhooks/$webhookId"
                  params={{ workspace: workspace.slug, webhookId: webhook.id }}
                >
                  {webhook.url}
                </TextLink>
              </div>
              <div className={rows.detail}>
                Is told {wantedWords(webhook.events)}
                <span className={rows.secondary}>
                  , added <Ago moment={webhook.createdAt} />
                </span>
              </div>
            </div>
            <Badge color={color}>{label}</Badge>
          </li>
        );
      })}
    </ul>
  );
}
