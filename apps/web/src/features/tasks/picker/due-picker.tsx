import { Button, Group, Popover, Stack } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { inDays, nextMonday, today } from "../calendar.ts";
import { Anchor } from "./anchor.tsx";

interface Props {
  anchor: HTMLElement;
  value: string | null;
  onChoose: (dueOn: string | null) => void;
  onClose: () => void;
}

const calendarWords = {
  previousMonth: "Previous month",
  nextMonth: "Next month",
  previousYear: "Previous year",
  nextYear: "Next year",
  previousDecade: "Previous decade",
  nextDecade: "Next decade",
};

/** A calendar beside an element, with the usual days one click away. */
export function DuePicker({ anchor, value, onChoose, onClose }: Props) {
  const choose = (dueOn: string | null) => {
    onChoose(dueOn);
    onClose();
  };
  const shortcuts: [string, string][] = [
    ["Today", today()],
    ["Tomorrow", inDays(1)],
    ["Next week", nextMonday()],
  ];
  return (
    <Popover
      opened
      onClose={onClose}
      onChange={(opened) => !opened && onClose()}
      trapFocus
      position="bottom-start"
      shadow="md"
      withRoles={false}
      hideDetached={false}
    >
      <Popover.Target>
        <Anchor element={anchor} />
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-label="Due date"
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onClose();
        }}
      >
        <Stack gap="xs">
          <Group gap={6}>
            {shortcuts.map(([name, date]) => (
              <Button key={name} size="compact-sm" variant="default" onClick={() => choose(date)}>
                {name}
              </Button>
            ))}
          </Group>
          <DatePicker
            value={value}
            onChange={choose}
            {...(value && { defaultDate: value })}
            firstDayOfWeek={1}
            hideOutsideDates
            highlightToday
            weekendDays={[]}
            ariaLabels={calendarWords}
          />
          {value && (
            <Button size="compact-sm" variant="subtle" color="red" onClick={() => choose(null)}>
              Remove the date
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
