import { Progress, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { Progress as Sent } from "./use-import.ts";

const number = new Intl.NumberFormat("en");

/** How far an import is. Leaving the page would break it off, so that asks first. */
export function ImportRunning({ progress }: { progress: Sent }) {
  useBlocker({
    shouldBlockFn: () =>
      !window.confirm("The import is still running and stops when you leave. What is in stays. Leave?"),
    enableBeforeUnload: true,
  });
  const percent = Math.round(progress.read * 100);
  return (
    <Stack gap="xs" maw={640}>
      <Progress.Root size="lg">
        <Progress.Section value={Math.max(2, percent)} animated aria-label="How much of the file is imported" />
      </Progress.Root>
      <Text size="sm" role="status">
        {number.format(progress.rows)} rows so far: {number.format(progress.created)} new,{" "}
        {number.format(progress.updated)} updated, {number.format(progress.unchanged)} unchanged,{" "}
        {number.format(progress.rejected)} refused.
      </Text>
    </Stack>
  );
}
