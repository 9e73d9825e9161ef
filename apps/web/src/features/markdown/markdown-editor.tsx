import { Tabs, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Markdown } from "./markdown.tsx";
import classes from "./markdown-editor.module.css";
import { MarkdownField } from "./markdown-field.tsx";

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  autoFocus?: boolean;
  /** Whom `@` offers. */
  people: readonly { userId: string; name: string; email: string }[];
  /** Buttons below the text. */
  actions?: ReactNode;
  onChange: (value: string) => void;
  /** Ctrl or ⌘ with Enter. */
  onSubmit?: () => void;
  /** Escape. */
  onCancel?: () => void;
}

/** Markdown to write on one tab and to look at on the other. */
export function MarkdownEditor({ label, value, actions, ...field }: Props) {
  const [tab, setTab] = useState<string | null>("write");
  return (
    <Tabs value={tab} onChange={setTab} variant="none" className={classes.editor} keepMounted={false}>
      <Tabs.List className={classes.tabs} aria-label={label}>
        <Tabs.Tab value="write" className={classes.tab}>
          Write
        </Tabs.Tab>
        <Tabs.Tab value="preview" className={classes.tab}>
          Preview
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="write">
        <MarkdownField label={label} value={value} {...field} />
      </Tabs.Panel>
      <Tabs.Panel value="preview" className={classes.preview}>
        {value.trim() ? (
          <Markdown text={value} />
        ) : (
          <Text c="dimmed" size="sm">
            Nothing to show yet.
          </Text>
        )}
      </Tabs.Panel>
      {actions && (
        <div className={classes.actions}>
          <span className={classes.hint}>Markdown works. @ mentions someone.</span>
          {actions}
        </div>
      )}
    </Tabs>
  );
}
