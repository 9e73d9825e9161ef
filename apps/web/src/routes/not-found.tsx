import { IconCompass } from "@tabler/icons-react";
import { ButtonLink } from "../shell/button-link.tsx";
import { EmptyState } from "../shell/empty-state.tsx";
import classes from "../shell/page.module.css";
import { usePageTitle } from "../shell/page-title.ts";

/** Said alike of what does not exist and of what the person may not know about. */
export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <div className={classes.page}>
      <EmptyState
        icon={<IconCompass size={24} />}
        order={1}
        title="There is nothing here"
        action={
          <ButtonLink to="/" variant="default">
            Go to your projects
          </ButtonLink>
        }
      >
        The address may be wrong, or what was here is gone or not shared with you. Ask whoever sent you the link to
        invite you.
      </EmptyState>
    </div>
  );
}
