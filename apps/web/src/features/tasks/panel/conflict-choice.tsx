import { Alert, Button, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { IconGitMerge } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Markdown } from "../../markdown/markdown.tsx";
import type { TextConflict } from "../merge-change.ts";
import { useProject } from "../project-scope.tsx";
import type { TaskInFull } from "../task.ts";
import classes from "./conflict-choice.module.css";

interface Props {
  task: TaskInFull;
  conflict: TextConflict;
  onSettle: (choice: "theirs" | "mine") => void;
}

const words = { title: "title", body: "description" };

/** Two people changed the same text: both are shown, and the person chooses. Nothing is lost before they do. */
export function ConflictChoice({ task, conflict, onSettle }: Props) {
  const author = useLastAuthor(task.id);
  const box = useRef<HTMLDivElement>(null);
  // In braces: newer browsers answer with a promise, which React would take for a clean-up function.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <Alert
      ref={box}
      icon={<IconGitMerge size={18} />}
      title={`${author} changed the ${words[conflict.field]} while you were writing`}
      mb="md"
      color="yellow"
    >
      Both texts are here. Choose the one that stays.
      <div className={classes.sides}>
        <Side
          name="Theirs, saved now"
          text={conflict.theirs}
          choice="Keep theirs"
          variant="default"
          onChoose={() => onSettle("theirs")}
        />
        <Side
          name="Yours, not saved yet"
          text={conflict.mine}
          choice="Save mine"
          variant="filled"
          onChoose={() => onSettle("mine")}
        />
      </div>
    </Alert>
  );
}

interface SideProps {
  name: string;
  text: string;
  choice: string;
  variant: "default" | "filled";
  onChoose: () => void;
}

function Side({ name, text, choice, variant, onChoose }: SideProps) {
  return (
    <section className={classes.side} aria-label={name}>
      <Text size="xs" fw={600} component="h3" m={0}>
        {name}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long texts scroll, and a keyboard must be able to */}
      <div className={classes.text} tabIndex={0}>
        <Markdown text={text} />
      </div>
      <Button size="compact-sm" variant={variant} onClick={onChoose}>
        {choice}
      </Button>
    </section>
  );
}

/** Who changed the task last, as far as its history says. */
function useLastAuthor(taskId: string): string {
  const trpc = useTRPC();
  const { userId } = useProject();
  const { data } = useQuery(trpc.activity.ofTask.queryOptions({ taskId, limit: 10 }));
  const entry = data?.entries.find(({ name, actorId }) => name.startsWith("task.") && actorId !== userId);
  return entry?.actorName ?? "Someone else";
}
