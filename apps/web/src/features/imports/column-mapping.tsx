import { Alert, Select, SimpleGrid, Text } from "@mantine/core";
import { csvFields, type Mapping } from "./csv-fields.ts";

interface Props {
  columns: string[];
  /** The cells of the first row, to recognise columns by. */
  example: string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Which column of a CSV file holds what. */
export function ColumnMapping({ columns, example, mapping, onChange }: Props) {
  const choices = [...new Set(columns.filter((column) => column.trim() !== ""))];
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {csvFields.map(({ field, name }) => {
          const column = mapping[field];
          const sample = column === undefined ? undefined : example[columns.indexOf(column)];
          return (
            <Select
              key={field}
              label={name}
              required={field === "title"}
              placeholder="Leave out"
              data={choices}
              value={column ?? null}
              clearable
              searchable
              {...(sample && {
                description: <Text span size="xs" c="dimmed" truncate display="block">{`First row: ${sample}`}</Text>,
              })}
              inputWrapperOrder={["label", "input", "description", "error"]}
              onChange={(next) => onChange({ ...mapping, [field]: next ?? undefined })}
            />
          );
        })}
      </SimpleGrid>
      {mapping.externalId === undefined && (
        <Alert mt="md" color="gray">
          Without an identifier, a row that has changed since the last import becomes a new task.
        </Alert>
      )}
    </>
  );
}
