import { Button, Code, FileInput, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import type { CsvMapping } from "@plinth/client/import";
import { IconFile } from "@tabler/icons-react";
import { useState } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { ColumnMapping } from "./column-mapping.tsx";
import { guessedMapping, type Mapping } from "./csv-fields.ts";
import { type CsvHead, readHead } from "./read-head.ts";
import type { ImportSource } from "./use-import.ts";

interface Props {
  onStart: (source: ImportSource) => void;
}

/** Chooses a file, and for CSV says what its columns mean. */
export function ImportForm({ onStart }: Props) {
  const [source, setSource] = useState<"github" | "csv">("github");
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState<CsvHead | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [problem, setProblem] = useState<string | null>(null);

  const choose = async (chosen: File | null, from = source) => {
    setFile(chosen);
    setHead(null);
    setProblem(null);
    if (!chosen || from !== "csv") return;
    const read = await readHead(chosen);
    if (typeof read === "string") return setProblem(read);
    setHead(read);
    setMapping(guessedMapping(read.columns));
  };
  const start = () => {
    if (!file) return;
    if (source === "github") onStart({ file, source });
    else if (mapping.title !== undefined)
      onStart({ file, source, mapping: { ...mapping, title: mapping.title } satisfies CsvMapping });
  };
  const ready = file !== null && (source === "github" || (head !== null && mapping.title !== undefined));

  return (
    <Stack maw={640}>
      <SegmentedControl
        aria-label="Where the tasks come from"
        value={source}
        onChange={(value) => {
          const next = value === "csv" ? "csv" : "github";
          setSource(next);
          choose(null, next);
        }}
        data={[
          { value: "github", label: "GitHub issues" },
          { value: "csv", label: "CSV" },
        ]}
      />
      {source === "github" ? (
        <GithubHelp />
      ) : (
        <Text size="sm">A file with a header line. Commas, semicolons and tabs are recognised.</Text>
      )}
      <FileInput
        label={source === "github" ? "Export of GitHub (JSON)" : "CSV file"}
        placeholder="Choose a file"
        leftSection={<IconFile size={16} />}
        accept={source === "github" ? ".json,application/json" : ".csv,.tsv,.txt,text/csv"}
        clearable
        clearButtonProps={{ "aria-label": "Choose another file" }}
        value={file}
        onChange={(chosen) => choose(chosen)}
      />
      <Refusal>{problem}</Refusal>
      {head && <ColumnMapping columns={head.columns} example={head.example} mapping={mapping} onChange={setMapping} />}
      <Group>
        <Button onClick={start} disabled={!ready}>
          Import
        </Button>
      </Group>
    </Stack>
  );
}

function GithubHelp() {
  return (
    <div>
      <Text size="sm" mb={6}>
        Make the file with GitHub's command line, in a clone of the repository:
      </Text>
      <Code block tabIndex={0} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {
          "gh issue list --state all --limit 100000 --json number,title,body,state,stateReason,labels,assignees,author,comments,createdAt,updatedAt,closedAt,url > issues.json"
        }
      </Code>
      <Text size="sm" c="dimmed" mt={6}>
        Importing a newer file later updates the same tasks and duplicates nothing.
      </Text>
    </div>
  );
}
