import { Checkbox, Select, Table } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import { DigestFields } from "./digest-fields.tsx";
import { kindWords } from "./kind-words.ts";
import classes from "./preferences-form.module.css";

type Preferences = RouterOutputs["notifications"]["preferences"];
type Preference = Preferences["kinds"][number];

const mailTimes = [
  { value: "never", label: "No" },
  { value: "atOnce", label: "At once" },
  { value: "daily", label: "Once a day" },
] satisfies { value: Preference["mail"]; label: string }[];

const isMailTime = (value: string | null): value is Preference["mail"] =>
  mailTimes.some((time) => time.value === value);

/** What the person is told of, and how. Every choice holds at once. */
export function PreferencesForm() {
  const trpc = useTRPC();
  const { data: preferences, error, refetch } = useLive(trpc.notifications.preferences.queryOptions());
  const { mutate } = useMutation(
    trpc.notifications.setPreference.mutationOptions(
      optimistic(trpc.notifications.preferences.queryKey(), (known, changed) => ({
        ...known,
        kinds: known.kinds.map((one) => (one.kind === changed.kind ? changed : one)),
      })),
    ),
  );

  if (!preferences) {
    return error ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <RowSkeletons count={3} />;
  }
  return (
    <>
      <Table className={classes.table ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Inbox</Table.Th>
            <Table.Th>Mail</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preferences.kinds.map((preference) => (
            <PreferenceRow key={preference.kind} preference={preference} onChange={mutate} />
          ))}
        </Table.Tbody>
      </Table>
      <DigestFields digest={preferences.digest} />
    </>
  );
}

function PreferenceRow({ preference, onChange }: { preference: Preference; onChange: (changed: Preference) => void }) {
  const { kind, inApp, mail } = preference;
  const words = kindWords[kind];
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.kind ?? ""}>
        {words}
      </Table.Th>
      <Table.Td>
        <Checkbox
          aria-label={`${words}: in the inbox`}
          checked={inApp}
          onChange={({ currentTarget }) => onChange({ ...preference, inApp: currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          w={116}
          aria-label={`${words}: by mail`}
          data={mailTimes}
          value={mail}
          onChange={(value) => isMailTime(value) && onChange({ ...preference, mail: value })}
        />
      </Table.Td>
    </Table.Tr>
  );
}
