import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tellDone } from "../../failure-notice.ts";
import { Ago } from "../../shell/ago.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import { useMe } from "../accounts/use-me.ts";
import classes from "./people.module.css";
import { Standing } from "./person-row.tsx";

type Details = RouterOutputs["people"]["get"];

interface DeedWords {
  action: string;
  needsReason: boolean;
  /** What comes of it. */
  words: string;
  /** What is said once it is done, of whoever it was done to. */
  done: (name: string) => string;
}

/** What an operator may do to somebody. */
const deeds = {
  suspend: {
    action: "Suspend",
    needsReason: true,
    words:
      "They are signed out everywhere at once and cannot sign in; their keys, invites and webhooks rest. You can restore them.",
    done: (name) => `${name} is suspended.`,
  },
  restore: {
    action: "Restore",
    needsReason: false,
    words: "They can sign in again, and what was theirs works again.",
    done: (name) => `${name} can sign in again.`,
  },
  makeOperator: {
    action: "Make an operator",
    needsReason: false,
    words: "They can look after everybody's accounts and jobs, and sign in as others.",
    done: (name) => `${name} is an operator now.`,
  },
  unmakeOperator: {
    action: "Make no operator",
    needsReason: false,
    words: "They can look after nobody's account any more.",
    done: (name) => `${name} is no operator any more.`,
  },
  endSessions: {
    action: "Sign out everywhere",
    needsReason: false,
    words: "They have to sign in again on every device.",
    done: (name) => `${name} is signed out everywhere.`,
  },
  impersonate: {
    action: "Sign in as them",
    needsReason: true,
    words:
      "For an hour at most. They are told by mail, with your reason, and all you do is recorded under both your names.",
    done: (name) => `You are signed in as ${name}.`,
  },
} satisfies Record<string, DeedWords>;

type Deed = keyof typeof deeds;

interface Props {
  id: string;
  onClose: () => void;
}

/** One person, and what an operator can do for them. */
export function PersonDialog({ id, onClose }: Props) {
  const trpc = useTRPC();
  const { data: person, error, refetch } = useLive(trpc.people.get.queryOptions({ id }));
  const me = useMe();
  const [deed, setDeed] = useState<Deed | null>(null);
  return (
    <Modal opened onClose={onClose} title={person?.name ?? "Person"} closeButtonProps={{ "aria-label": "Close" }}>
      {error && !person ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !person ? (
        <RowSkeletons count={3} />
      ) : deed ? (
        <DeedForm person={person} deed={deed} onDone={() => setDeed(null)} />
      ) : (
        <>
          <Facts person={person} />
          <div className={classes.deeds}>
            {deedsFor(person, me.id).map((one) => (
              <Button
                key={one}
                variant={one === "suspend" ? "light" : "default"}
                size="xs"
                {...(one === "suspend" && { color: "red" })}
                onClick={() => setDeed(one)}
              >
                {deeds[one].action}
              </Button>
            ))}
          </div>
        </>
      )}
    </Modal>
  );
}

function Facts({ person }: { person: Details }) {
  const { email, emailVerifiedAt, createdAt, lastSeenAt, sessions, workspaces, suspendedAt, suspendedWhy } = person;
  return (
    <dl className={classes.facts}>
      <dt>Address</dt>
      <dd>
        {email} {emailVerifiedAt ? "(confirmed)" : "(not confirmed)"}
      </dd>
      <dt>Joined</dt>
      <dd>
        <Ago moment={createdAt} /> <Standing person={person} />
      </dd>
      <dt>Last seen</dt>
      <dd>{lastSeenAt ? <Ago moment={lastSeenAt} /> : "not signed in anywhere"}</dd>
      <dt>Sessions</dt>
      <dd>{sessions}</dd>
      <dt>Workspaces</dt>
      <dd>{workspaces}</dd>
      {suspendedAt && (
        <>
          <dt>Suspended</dt>
          <dd>
            <Ago moment={suspendedAt} />: {suspendedWhy}
          </dd>
        </>
      )}
    </dl>
  );
}

function deedsFor(person: Details, myId: string): Deed[] {
  const isMe = person.id === myId;
  if (person.suspendedAt) return ["restore", "endSessions"];
  if (person.operatorSince) return isMe ? ["unmakeOperator"] : ["unmakeOperator", "endSessions", "suspend"];
  return ["impersonate", "makeOperator", "endSessions", "suspend"];
}

interface DeedProps {
  person: Details;
  deed: Deed;
  onDone: () => void;
}

/** Asks for the reason, where one is needed, and whether it is meant. */
function DeedForm({ person: { id, name }, deed, onDone }: DeedProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState("");
  const { action, needsReason, words, done: doneWords } = deeds[deed];
  const done = () => {
    tellDone(doneWords(name));
    onDone();
  };
  const suspend = useMutation(trpc.people.suspend.mutationOptions({ onSuccess: done }));
  const restore = useMutation(trpc.people.restore.mutationOptions({ onSuccess: done }));
  const makeOperator = useMutation(trpc.people.makeOperator.mutationOptions({ onSuccess: done }));
  const unmakeOperator = useMutation(trpc.people.unmakeOperator.mutationOptions({ onSuccess: done }));
  const endSessions = useMutation(trpc.people.endSessions.mutationOptions({ onSuccess: done }));
  // From here on it is somebody else's page: nothing that was loaded is of any use.
  const impersonate = useMutation(
    trpc.people.impersonate.mutationOptions({ onSuccess: () => window.location.assign("/") }),
  );
  const all = { suspend, restore, makeOperator, unmakeOperator, endSessions, impersonate };
  const send = () => {
    if (deed === "suspend" || deed === "impersonate") all[deed].mutate({ id, reason });
    else all[deed].mutate({ id });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Text mb="md">{words}</Text>
      {needsReason && (
        <TextInput
          label="Reason"
          mb="lg"
          required
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>
          Back
        </Button>
        <Button
          type="submit"
          {...(deed === "suspend" && { color: "red" })}
          disabled={needsReason && reason.trim() === ""}
          loading={all[deed].isPending}
        >
          {action}
        </Button>
      </Group>
    </form>
  );
}
