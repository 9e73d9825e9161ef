import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { RouterInputs } from "@plinth/client";
import { live, useTRPC } from "@plinth/client/react";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EarlierButton } from "../../shell/earlier-button.tsx";
import { EmptyState } from "../../shell/empty-state.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import classes from "./people.module.css";
import { PersonDialog } from "./person-dialog.tsx";
import { PersonRow } from "./person-row.tsx";

type Shown = NonNullable<RouterInputs["people"]["list"]["show"]>;

const shown: { value: Shown; label: string }[] = [
  { value: "everybody", label: "Everybody" },
  { value: "operators", label: "Operators" },
  { value: "suspended", label: "Suspended" },
  { value: "leaving", label: "About to leave" },
];

/** Everybody with an account, and what an operator can do for one of them. */
export function PeopleList() {
  const trpc = useTRPC();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 200);
  const [show, setShow] = useState<Shown>("everybody");
  const [open, setOpen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    ...live(
      trpc.people.list.infiniteQueryOptions(
        { show, ...(text && { text }) },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
    ),
    placeholderData: keepPreviousData,
  });
  const people = pages.data?.pages.flatMap((page) => page.people) ?? [];
  return (
    <>
      <search className={classes.filter}>
        <TextInput
          flex={1}
          aria-label="Name or address"
          placeholder="Name or address"
          leftSection={<IconSearch size={16} />}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          w={160}
          aria-label="Show"
          data={shown}
          value={show}
          allowDeselect={false}
          onChange={(next) => setShow(shown.find(({ value }) => value === next)?.value ?? "everybody")}
        />
      </search>
      {pages.isPending ? (
        <RowSkeletons count={4} />
      ) : !pages.data ? (
        <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />
      ) : people.length === 0 ? (
        <EmptyState icon={<IconUsers size={22} />} title="Nobody">
          {text ? "Nobody among these has that in their name or address." : "There is nobody of this kind."}
        </EmptyState>
      ) : (
        <>
          <ul className={rows.rows} aria-label="People">
            {people.map((person) => (
              <PersonRow key={person.id} person={person} onOpen={() => setOpen(person.id)} />
            ))}
          </ul>
          <EarlierButton pages={pages} />
        </>
      )}
      {open && <PersonDialog id={open} onClose={() => setOpen(null)} />}
    </>
  );
}
