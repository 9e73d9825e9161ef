import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import classes from "./markdown-editor.module.css";
import { type MentionQuery, mentionable, mentionQuery, withMention } from "./mention-query.ts";

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  autoFocus?: boolean;
  people: readonly { userId: string; name: string; email: string }[];
  onChange: (value: string) => void;
  onSubmit?: () => void;
  onCancel?: () => void;
}

/** A text field that grows, and offers people after an `@`. */
export function MarkdownField({ label, value, placeholder, autoFocus, people, onChange, onSubmit, onCancel }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const found = query ? mentionable(people, query.text) : [];
  const offering = found.length > 0;
  const store = useCombobox({ opened: offering, onDropdownClose: () => setQuery(null) });

  // The first person found is highlighted whenever that changes.
  useEffect(() => {
    if (offering) store.selectFirstOption();
  }, [offering, query?.text]);

  const look = () => {
    const {
      value: text,
      selectionEnd,
      selectionStart,
    } = field.current ?? { value: "", selectionEnd: 0, selectionStart: 0 };
    setQuery(selectionStart === selectionEnd ? mentionQuery(text, selectionEnd) : null);
  };

  const mention = (userId: string) => {
    const person = found.find((one) => one.userId === userId);
    if (!person || !query) return;
    const next = withMention(value, query, person.name);
    onChange(next.text);
    setQuery(null);
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (!offering) onCancel?.();
    }
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      onSubmit?.();
    }
  };

  return (
    <Combobox
      store={store}
      readOnly={!offering}
      onOptionSubmit={mention}
      width={260}
      position="bottom-start"
      shadow="md"
    >
      <Combobox.Target>
        <Textarea
          ref={field}
          aria-label={label}
          value={value}
          autosize
          minRows={3}
          maxRows={24}
          variant="unstyled"
          classNames={{ input: classes.input ?? "" }}
          {...(placeholder && { placeholder })}
          {...(autoFocus && { "data-autofocus": true, autoFocus })}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            look();
          }}
          onClick={look}
          onBlur={() => setQuery(null)}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label="People to mention">
          {found.map(({ userId, name, email }) => (
            <Combobox.Option key={userId} value={userId}>
              {name} <small>{email}</small>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
