import { Anchor, Badge } from "@mantine/core";
import { Ago } from "../../shell/ago.tsx";
import { MemberAvatar } from "../tasks/member-avatar.tsx";
import classes from "./audit.module.css";
import { type AuditEntry, auditWords } from "./audit-words.ts";

interface Props {
  entry: AuditEntry;
  /** Shows only what happened to the same. */
  onSubject: (subjectId: string) => void;
}

const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** One event: a sentence, and what is known of it on opening it. */
export function AuditRow({ entry, onSubject }: Props) {
  const { name, at, actorKind, address, requestId, subjectId, data } = entry;
  const { impersonatorId, impersonatorName } = entry;
  const who = whoDid(entry);
  const facts = Object.entries(data);
  return (
    <li>
      <details className={classes.entry}>
        <summary className={classes.summary}>
          <MemberAvatar member={{ name: who }} size={24} />
          <span className={classes.sentence}>
            <b>{who}</b> {impersonatorId && <>(it was {impersonatorName ?? "an operator"}) </>}
            {auditWords(entry)}
          </span>
          {name === "access.refused" && <Badge color="red">refused</Badge>}
          <span className={classes.when}>
            <Ago moment={at} />
          </span>
        </summary>
        <dl className={classes.facts}>
          <dt>Event</dt>
          <dd>{name}</dd>
          <dt>At</dt>
          <dd>{exact.format(new Date(at))}</dd>
          {impersonatorId && (
            <>
              <dt>Signed in as them</dt>
              <dd>{impersonatorName ?? impersonatorId}, an operator</dd>
            </>
          )}
          {actorKind === "key" && (
            <>
              <dt>By</dt>
              <dd>a key of theirs</dd>
            </>
          )}
          <dt>Address</dt>
          <dd>{address ?? "not known"}</dd>
          <dt>Request</dt>
          <dd>{requestId}</dd>
          <dt>Subject</dt>
          <dd>
            {subjectId}{" "}
            <Anchor component="button" size="sm" onClick={() => onSubject(subjectId)}>
              Only this
            </Anchor>
          </dd>
          {facts.map(([key, value]) => (
            <div className={classes.fact} key={key}>
              <dt>{key}</dt>
              <dd>{Array.isArray(value) ? value.join(", ") : String(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

function whoDid({ actorName, actorId, actorKind }: AuditEntry): string {
  if (actorName) return actorName;
  if (actorId) return "Someone who left";
  return actorKind === "anonymous" ? "Somebody" : "Plinth";
}
