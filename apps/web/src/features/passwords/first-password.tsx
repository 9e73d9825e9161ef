import { Button, Stack, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useMe } from "../accounts/use-me.ts";

/** Has the link mailed by which somebody sets their first password. */
export function FirstPassword() {
  const trpc = useTRPC();
  const { email } = useMe();
  const forgot = useMutation(trpc.passwords.forgot.mutationOptions());
  if (forgot.isSuccess) {
    return (
      <Text role="status">
        Look into your mail: a link is on its way to <strong>{email}</strong>. It works for 30 minutes.
      </Text>
    );
  }
  return (
    <Stack gap="sm" align="flex-start">
      <Text>We mail you a link by which you set one. Using it signs you out everywhere.</Text>
      <Button variant="default" loading={forgot.isPending} onClick={() => forgot.mutate({ email })}>
        Mail me a link
      </Button>
    </Stack>
  );
}
