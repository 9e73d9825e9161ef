import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./comments.module.css";

interface Props {
  /** Left out for comments of others. */
  onEdit?: () => void;
  onDelete: () => void;
}

/** What can be done with a comment. Deleting cannot be undone, so it asks once. */
export function CommentMenu({ onEdit, onDelete }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <Menu position="bottom-end" onClose={() => setAsking(false)}>
      <Menu.Target>
        <ActionIcon className={classes.menu ?? ""} size="sm" aria-label="Edit or delete the comment">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onEdit && !asking && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
            Edit
          </Menu.Item>
        )}
        {asking ? (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onDelete}>
            Delete for good
          </Menu.Item>
        ) : (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            closeMenuOnClick={false}
            onClick={() => setAsking(true)}
          >
            Delete…
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
