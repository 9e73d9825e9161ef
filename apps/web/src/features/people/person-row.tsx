import { Badge, Button } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { Ago } from "../../shell/ago.tsx";
import rows from "../../shell/rows.module.css";
import { MemberAvatar } from "../tasks/member-avatar.tsx";

export type Person = RouterOutputs["people"]["list"]["people"][number];

interface Props {
  person: Person;
  onOpen: () => void;
}

/** One person: who they are, and whether anything is out of the ordinary. */
export function PersonRow({ person, onOpen }: Props) {
  const { name, email, createdAt } = person;
  return (
    <li className={rows.row}>
      <MemberAvatar member={{ name }} size={32} />
      <div className={rows.text}>
        <div className={rows.title}>
          {name} <Standing person={person} />
        </div>
        <div className={rows.detail}>
          {email}
          <span className={rows.secondary}>
            , joined <Ago moment={createdAt} />
          </span>
        </div>
      </div>
      <Button variant="default" size="xs" aria-label={`Look after ${name}`} onClick={onOpen}>
        Look after
      </Button>
    </li>
  );
}

/** What sets a person apart. */
export function Standing({ person }: { person: Person }) {
  return (
    <>
      {person.operatorSince && <Badge>operator</Badge>} {person.suspendedAt && <Badge color="red">suspended</Badge>}{" "}
      {person.deletionDueAt && <Badge color="gray">leaving</Badge>}
    </>
  );
}
