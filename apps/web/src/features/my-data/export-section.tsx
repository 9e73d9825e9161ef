import { Button, Group, Text } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { agoWords } from "../../shell/ago.tsx";
import { Section } from "../../shell/section.tsx";
import { useDownload } from "./use-download.ts";

/** Everything about the person as a file. */
export function ExportSection({ state }: { state: RouterOutputs["myData"]["state"] }) {
  const trpc = useTRPC();
  const start = useMutation(trpc.myData.export.mutationOptions());
  const download = useDownload();
  const { export: made, nextExportAt } = state;
  return (
    <Section
      title="Export"
      lead="Everything about you here as a zip of JSON files. It takes some minutes; you get a mail when it is ready, and can download it for a week."
    >
      <Group gap="xs" align="center">
        {made?.readyAt && (
          <Button loading={download.isPending} onClick={() => download.mutate(made)}>
            Download ({Math.max(1, Math.round(made.size / 1_024)).toLocaleString("en")} kB)
          </Button>
        )}
        {made && !made.readyAt ? (
          <Text c="dimmed">Your data is being put together…</Text>
        ) : nextExportAt ? (
          <Text c="dimmed" size="sm">
            You can ask for another one {agoWords(nextExportAt)}.
          </Text>
        ) : (
          <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
            Export my data
          </Button>
        )}
      </Group>
    </Section>
  );
}
