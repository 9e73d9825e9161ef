import { ActionIcon, Badge, Tooltip } from "@mantine/core";
import type { Role } from "@plinth/server/inputs";
import { IconUserMinus } from "@tabler/icons-react";
import rows from "../../shell/rows.module.css";
import { Initials } from "../accounts/initials.tsx";
import { type Member, whyFixed } from "./member.ts";
import { RoleSelect } from "./role-select.tsx";
import { roleWords } from "./role-words.ts";

interface Props {
  member: Member;
  members: Member[];
  /** The role of whoever looks. */
  mine: Role;
  me: boolean;
  onRole: (role: Role) => void;
  onRemove: () => void;
}

/** A member, with what whoever looks may change about them. */
export function MemberRow({ member, members, mine, me, onRole, onRemove }: Props) {
  const { name, email, role, heldSince } = member;
  const fixed = whyFixed(member, members, mine);
  return (
    <li className={rows.row}>
      <Initials name={name} size={32} />
      <div className={rows.text}>
        <div className={rows.title}>
          {name} {me && <Badge>you</Badge>} {heldSince && <Badge color="orange">needs two-step sign-in</Badge>}
        </div>
        <div className={rows.detail}>{email}</div>
      </div>
      {fixed ? (
        <Tooltip label={fixed}>
          <span className={rows.side}>{roleWords[role].name}</span>
        </Tooltip>
      ) : (
        <RoleSelect value={role} chooser={mine} onChoose={onRole} aria-label={`Role of ${name}`} w={112} size="xs" />
      )}
      {!fixed && !me && (
        <Tooltip label={`Remove ${name}`}>
          <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconUserMinus size={17} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
