import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import type { z } from "zod";
import { failureWords } from "../failure-notice.ts";
import { fieldErrors } from "./field-errors.ts";

type Values = Record<string, string>;

interface Options<V extends Values> {
  /** The server's own schema of these fields. */
  schema: z.ZodType;
  initial: V;
  /** Sends what was typed. */
  send(values: V): Promise<unknown>;
  /** The field that a refusal of the server is about, when it does not say so itself. */
  blame?(error: unknown): (keyof V & string) | undefined;
}

/** A form checked with the server's schema before it is sent. What the server refuses is shown in it, and what was typed stays. */
export function useServerForm<V extends Values>({ schema, initial, send, blame }: Options<V>) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useForm<V>({
    mode: "controlled",
    initialValues: initial,
    validate: schemaResolver(schema, { sync: true }),
  });

  async function submit(values: V): Promise<void> {
    if (sending) return;
    setRefusal(null);
    setSending(true);
    try {
      await send(values);
    } catch (error) {
      const named = fieldErrors(error, Object.keys(values));
      const blamed = blame?.(error);
      if (named) form.setErrors(named);
      else if (blamed) form.setFieldError(blamed, failureWords(error));
      else setRefusal(failureWords(error));
    } finally {
      setSending(false);
    }
  }

  return {
    form,
    /** What the server refused that is about no single field. */
    refusal,
    sending,
    /** For a field: `<TextInput {...field("name")} />`. */
    field: (name: keyof V & string) => ({ ...form.getInputProps(name), name, readOnly: sending }),
    onSubmit: form.onSubmit((values) => void submit(values), focusFirstWrong),
  };
}

function focusFirstWrong(_: unknown, __: unknown, event: React.SyntheticEvent<HTMLFormElement> | undefined): void {
  const target = event?.currentTarget;
  requestAnimationFrame(() => target?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
