import { Markdown } from "../markdown/markdown.tsx";
import { MemberAvatar } from "../tasks/member-avatar.tsx";
import { useProject } from "../tasks/project-scope.tsx";
import classes from "./comments.module.css";

/** A comment on its way to the server. */
export function PendingComment({ body }: { body: string }) {
  const { memberOf, userId } = useProject();
  const author = memberOf(userId);
  return (
    <li className={classes.comment} data-pending>
      <MemberAvatar member={author} size={28} />
      <div>
        <div className={classes.head}>
          <span className={classes.author}>{author?.name}</span>
          <span className={classes.when}>sending…</span>
        </div>
        <Markdown text={body} />
      </div>
    </li>
  );
}
