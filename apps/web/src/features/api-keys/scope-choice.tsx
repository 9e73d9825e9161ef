import { Checkbox, Radio, Stack } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import classes from "./scope-choice.module.css";
import { featureName } from "./scope-words.ts";

interface Props {
  value: readonly string[];
  onChange: (scopes: string[]) => void;
  error?: string | null;
}

const READ_ALL = "*:read";
const WRITE_ALL = "*:write";

/** Chooses what a key may do: read everything, change everything, or some of it feature by feature. */
export function ScopeChoice({ value, onChange, error }: Props) {
  const whole = [READ_ALL, WRITE_ALL].find((scope) => value.includes(scope));
  return (
    <Stack gap="sm">
      <Radio.Group
        label="It may"
        error={error}
        value={whole ?? "some"}
        onChange={(wanted) => onChange(wanted === "some" ? [] : [wanted])}
      >
        <Stack gap="xs" mt={6}>
          <Radio value={READ_ALL} label="Read everything you see" />
          <Radio value={WRITE_ALL} label="Read and change everything you may" />
          <Radio value="some" label="Only this:" />
        </Stack>
      </Radio.Group>
      {!whole && <Features value={value} onChange={onChange} />}
    </Stack>
  );
}

function Features({ value, onChange }: Pick<Props, "value" | "onChange">) {
  const trpc = useTRPC();
  const { data: features } = useLive(trpc.apiKeys.scopes.queryOptions());
  if (!features) return <RowSkeletons count={3} />;
  const set = (scope: string, wanted: boolean) =>
    onChange(wanted ? [...value, scope] : value.filter((other) => other !== scope));
  return (
    <div className={classes.features}>
      {features.map(({ feature, access }) => {
        const [read, write] = [`${feature}:read`, `${feature}:write`];
        const writes = value.includes(write);
        return (
          <fieldset key={feature} className={classes.feature} aria-label={featureName(feature)}>
            <span className={classes.name}>{featureName(feature)}</span>
            <Checkbox
              size="xs"
              label="read"
              checked={writes || value.includes(read)}
              // What may be changed may be read as well.
              disabled={writes}
              onChange={(event) => set(read, event.currentTarget.checked)}
            />
            {access.includes("write") && (
              <Checkbox
                size="xs"
                label="change"
                checked={writes}
                onChange={(event) => set(write, event.currentTarget.checked)}
              />
            )}
          </fieldset>
        );
      })}
    </div>
  );
}
