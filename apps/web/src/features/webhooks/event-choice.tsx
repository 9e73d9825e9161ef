import { Checkbox, Radio, Stack } from "@mantine/core";
import { EVERYTHING } from "@plinth/server/inputs";
import classes from "./event-choice.module.css";
import { eventGroups } from "./event-words.ts";

interface Props {
  value: readonly string[];
  onChange: (events: string[]) => void;
  error?: string | null;
}

/** Chooses what an endpoint is told of: everything, or some kinds of events. */
export function EventChoice({ value, onChange, error }: Props) {
  const everything = value.includes(EVERYTHING);
  return (
    <Stack gap="sm">
      <Radio.Group
        label="Events"
        error={error}
        value={everything ? "all" : "some"}
        onChange={(wanted) => onChange(wanted === "all" ? [EVERYTHING] : [])}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="all" label="Everything, and what is still to come" />
          <Radio value="some" label="Only these:" />
        </Stack>
      </Radio.Group>
      {!everything && (
        <div className={classes.groups}>
          {eventGroups.map(({ title, events }) => (
            <Checkbox.Group key={title} label={title} value={[...value]} onChange={onChange}>
              <Stack gap={6} mt={6}>
                {events.map(({ name, words }) => (
                  <Checkbox key={name} value={name} label={words} size="xs" />
                ))}
              </Stack>
            </Checkbox.Group>
          ))}
        </div>
      )}
    </Stack>
  );
}
