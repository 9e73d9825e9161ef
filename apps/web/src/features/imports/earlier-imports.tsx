import { Table, Text } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { Ago } from "../../shell/ago.tsx";
import { useProject } from "../tasks/project-scope.tsx";
import classes from "./imports.module.css";

const sourceWords = { github: "GitHub", csv: "CSV" };

/** What was imported into this project before. */
export function EarlierImports() {
  const trpc = useTRPC();
  const { project } = useProject();
  const { data: imports = [] } = useLive(trpc.imports.list.queryOptions({ projectId: project.id }));
  if (imports.length === 0) return <Text c="dimmed">Nothing has been imported into this project yet.</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the table scrolls on a phone, and a keyboard must be able to
    <div className={classes.scroll} tabIndex={0}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th ta="right">New</Table.Th>
            <Table.Th ta="right">Updated</Table.Th>
            <Table.Th ta="right">Unchanged</Table.Th>
            <Table.Th ta="right">Refused</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {imports.map(({ id, source, startedAt, finishedAt, created, updated, unchanged, rejected }) => (
            <Table.Tr key={id}>
              <Table.Td>{sourceWords[source]}</Table.Td>
              <Table.Td>
                <Ago moment={startedAt} />
                {!finishedAt && ", not finished"}
              </Table.Td>
              <Table.Td ta="right">{created}</Table.Td>
              <Table.Td ta="right">{updated}</Table.Td>
              <Table.Td ta="right">{unchanged}</Table.Td>
              <Table.Td ta="right">{rejected}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
