import { Divider, Stack } from "@mantine/core";
import { Children, type PropsWithChildren } from "react";

/** What can be done instead of filling in the form above. Nothing where there is nothing. */
export function OtherWays({ children }: PropsWithChildren) {
  if (Children.toArray(children).length === 0) return null;
  return (
    <Stack gap="xs" mt="lg">
      <Divider label="or" mb={4} />
      {children}
    </Stack>
  );
}
