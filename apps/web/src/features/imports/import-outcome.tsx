import { Alert, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import type { ImportResult } from "@plinth/client/import";
import { IconCircleCheck } from "@tabler/icons-react";
import { ButtonLink } from "../../shell/button-link.tsx";
import { useProject } from "../tasks/project-scope.tsx";

interface Props {
  result: ImportResult;
  onAgain: () => void;
}

const number = new Intl.NumberFormat("en");
const shownRows = 500;

/** What an import did, and every row it left out, with the reason. */
export function ImportOutcome({ result, onAgain }: Props) {
  const { workspace, project } = useProject();
  const { created, updated, unchanged, rejected } = result;
  return (
    <Stack>
      <Alert color="teal" icon={<IconCircleCheck size={18} />} title="The import is done" role="status">
        {number.format(created)} new, {number.format(updated)} updated, {number.format(unchanged)} unchanged
        {rejected.length > 0 ? `, ${number.format(rejected.length)} refused.` : "."} Comments count as well.
      </Alert>
      <Group>
        <ButtonLink to="/$workspace/p/$projectKey" params={{ workspace: workspace.slug, projectKey: project.key }}>
          See the tasks
        </ButtonLink>
        <Button variant="default" onClick={onAgain}>
          Import another file
        </Button>
      </Group>
      {rejected.length > 0 && <RejectedRows rows={rejected} />}
    </Stack>
  );
}

function RejectedRows({ rows }: { rows: ImportResult["rejected"] }) {
  const more = rows.length - shownRows;
  return (
    <section aria-label="Refused rows">
      <Title order={3} mb={4}>
        Refused rows
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Correct them in the file and import it again; what is in already stays as it is.
      </Text>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={80}>Line</Table.Th>
            <Table.Th>Reason</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, shownRows).map(({ line, reason }, index) => (
            <Table.Tr key={index}>
              <Table.Td>{line}</Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {more > 0 && <Text size="sm">and {number.format(more)} more.</Text>}
    </section>
  );
}
