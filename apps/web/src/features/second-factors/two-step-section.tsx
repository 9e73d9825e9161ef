import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tellDone } from "../../failure-notice.ts";
import { Ago } from "../../shell/ago.tsx";
import { Confirm } from "../../shell/confirm.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import rows from "../../shell/rows.module.css";
import { Section } from "../../shell/section.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { RecoveryRow } from "./recovery-row.tsx";
import { TotpSetUp } from "./totp-set-up.tsx";

/** The app whose codes are asked for at sign-in, what stands in for it, and where it is not asked for. */
export function TwoStepSection() {
  const trpc = useTRPC();
  const { data: status, error, refetch } = useLive(trpc.totp.status.queryOptions());
  const { data: workspaces } = useLive(trpc.workspaces.list.queryOptions());
  const [fresh, setFresh] = useState<string[] | null>(null);
  const [isSettingUp, setUp] = useDisclosure();
  const [isEnding, ending] = useDisclosure();
  const disable = useMutation(
    trpc.totp.disable.mutationOptions({
      onSuccess: () => tellDone("Two-step sign-in by an app is off."),
      onSettled: ending.close,
    }),
  );
  const enrol = useMutation(trpc.totp.enrol.mutationOptions({ onSuccess: setUp.open }));
  const closing = workspaces?.filter(({ secondFactorRequiredSince }) => secondFactorRequiredSince) ?? [];
  const isOn = status?.confirmedAt != null;

  if (error && !status) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  return (
    <Section
      id="two-step"
      title="Two-step sign-in"
      lead="After your password, a code of an app on your phone. Whoever learns your password cannot get in with it alone."
    >
      {!status ? (
        <Skeleton height={48} />
      ) : (
        <ul className={rows.rows}>
          <li className={rows.row}>
            {isOn ? (
              <IconShieldCheck size={22} stroke={1.5} aria-hidden />
            ) : (
              <IconShieldOff size={22} stroke={1.5} aria-hidden />
            )}
            <div className={rows.text}>
              <div className={rows.title}>Authenticator app</div>
              <div className={rows.detail}>
                {status.confirmedAt ? (
                  <>
                    On, since <Ago moment={status.confirmedAt} />
                  </>
                ) : (
                  "Off"
                )}
              </div>
            </div>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" size="xs" loading={enrol.isPending} onClick={() => enrol.mutate()}>
                {isOn ? "Replace" : "Set up"}
              </Button>
              {isOn && (
                <Button variant="default" size="xs" onClick={ending.open}>
                  Turn off
                </Button>
              )}
            </Group>
          </li>
          <RecoveryRow onFresh={setFresh} />
        </ul>
      )}
      {fresh && <RecoveryCodes codes={fresh} onClose={() => setFresh(null)} />}
      {enrol.data && (
        <TotpSetUp
          enrolment={enrol.data}
          opened={isSettingUp}
          onClose={setUp.close}
          onDone={(codes) => {
            setUp.close();
            setFresh(codes);
            tellDone("Two-step sign-in is on. Your other sessions are ended.");
          }}
        />
      )}
      <Confirm
        opened={isEnding}
        title="Turn the app off?"
        action="Turn off"
        sending={disable.isPending}
        onClose={ending.close}
        onConfirm={() => disable.mutate()}
      >
        Your password alone opens your account then. Your other sessions end, and without another second factor your
        recovery codes are worth nothing any more.
        {closing.length > 0 && (
          <Text component="span" display="block" mt="sm" fw={550}>
            Without another second factor you lose access to {closing.map(({ name }) => name).join(", ")} until you set
            one up again.
          </Text>
        )}
      </Confirm>
    </Section>
  );
}
