import { Combobox, useCombobox } from "@mantine/core";
import { IconCheck, IconMinus, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { Anchor } from "./anchor.tsx";
import classes from "./choice-picker.module.css";

/** One line of a picker. */
export interface Choice {
  value: string;
  text: string;
  icon?: ReactNode;
  hint?: string;
  /** `some`: only a part of what is being changed has it. */
  checked?: boolean | "some";
}

interface Props {
  anchor: HTMLElement;
  /** What is being chosen, for screen readers and as the search field's placeholder. */
  label: string;
  choices: Choice[];
  /** Stays open so that several can be chosen. */
  several?: boolean;
  /** Where choices come from a search on the server, it is told what is typed and filters nothing itself. */
  onSearch?: (text: string) => void;
  /** Offers what is typed as a choice of its own; `null` where it cannot be one. */
  creation?: { offer: (text: string) => string | null; create: (text: string) => void };
  onChoose: (value: string) => void;
  onClose: () => void;
}

const typed = "\0typed";

/** A searchable list beside an element: arrows move, Enter chooses, Escape closes. */
export function ChoicePicker({ anchor, label, choices, several, onSearch, creation, onChoose, onClose }: Props) {
  const [text, setText] = useState("");
  const store = useCombobox({ opened: true, onDropdownClose: onClose });
  const words = text.trim().toLowerCase();
  const shown = onSearch ? choices : choices.filter((choice) => choice.text.toLowerCase().includes(words));
  const known = choices.some((choice) => choice.text.toLowerCase() === words);
  const offer = words === "" || known ? null : (creation?.offer(text.trim()) ?? null);

  // Only what is typed or found moves the highlight.
  useEffect(() => {
    if (words) store.selectFirstOption();
    else store.resetSelectedOption();
  }, [words, shown.length]);

  const choose = (value: string) => {
    if (value === typed) creation?.create(text.trim());
    else onChoose(value);
    setText("");
    if (!several) onClose();
  };

  return (
    <Combobox
      store={store}
      onOptionSubmit={choose}
      width={260}
      position="bottom-start"
      shadow="md"
      hideDetached={false}
    >
      <Combobox.Target targetType="button" withKeyboardNavigation={false} withAriaAttributes={false}>
        <Anchor element={anchor} />
      </Combobox.Target>
      <Combobox.Dropdown onKeyDown={(event) => event.stopPropagation()}>
        <Combobox.Search
          autoFocus
          aria-label={label}
          placeholder={`${label}…`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            onSearch?.(event.currentTarget.value);
          }}
        />
        <Combobox.Options aria-label={label} aria-multiselectable={several} className={classes.options}>
          {shown.map((choice) => (
            <Option key={choice.value} choice={choice} />
          ))}
          {offer && (
            <Combobox.Option value={typed} className={classes.option} aria-selected={false}>
              <IconPlus size={16} aria-hidden />
              <span className={classes.text}>{offer}</span>
            </Combobox.Option>
          )}
          {shown.length === 0 && !offer && <Combobox.Empty>Nothing found</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Option({ choice: { value, text, icon, hint, checked } }: { choice: Choice }) {
  return (
    <Combobox.Option
      value={value}
      className={classes.option}
      aria-selected={checked === true}
      active={checked === true}
    >
      {icon}
      <span className={classes.text}>{text}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
      {checked === true && <IconCheck size={16} aria-hidden />}
      {checked === "some" && <IconMinus size={16} aria-label="some of them" />}
    </Combobox.Option>
  );
}
