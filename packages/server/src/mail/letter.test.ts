import { expect, test } from "vitest";
import { button, heading, type Letter, list, oneLine, paragraph, quote } from "./letter.ts";
import { mailTemplates } from "./templates.ts";
import { writeLetter } from "./write-letter.ts";

const evil = `<script>alert("1")</script> & 'x'`;

const letter: Letter = {
  subject: "Three tasks",
  preview: "One is yours",
  blocks: [
    heading("Today"),
    paragraph("Good morning."),
    quote("Looks good\nto me"),
    list([{ text: "Land", url: "https://example.com/1", detail: "due today" }, { text: "Take off" }]),
    button("Open", "https://example.com/"),
  ],
  reason: "You follow Apollo.",
  unsubscribeUrl: "https://example.com/mail",
};

test("text and HTML say the same", async () => {
  const { text, html, ...rest } = await writeLetter(letter);

  expect(rest).toEqual({ subject: "Three tasks", unsubscribeUrl: "https://example.com/mail" });
  expect(text).toBe(`Today

Good morning.

> Looks good
> to me

- Land
  due today
  https://example.com/1
- Take off

Open:
https://example.com/

-- 
You follow Apollo.

Stop such mail: https://example.com/mail
`);
  for (const part of [
    "Today",
    "Good morning.",
    "Looks good\nto me",
    "Land",
    "due today",
    "Take off",
    "You follow Apollo.",
  ])
    expect(html).toContain(part);
  for (const url of ["https://example.com/1", "https://example.com/", "https://example.com/mail"])
    expect(html).toContain(`href="${url}"`);
});

test("what people wrote is text wherever it stands", async () => {
  const blocks = [
    heading(evil),
    paragraph(evil),
    quote(evil),
    list([{ text: evil, detail: evil, url: `https://e.com/"${evil}` }]),
  ];
  const { html } = await writeLetter({
    ...{ subject: evil, preview: evil, reason: evil },
    blocks: [...blocks, button(evil, `https://e.com/"onclick="${evil}`)],
  });

  expect(html).not.toContain("<script>");
  expect(html).not.toMatch(/"onclick=/);
  expect(html.match(/&lt;script&gt;/g)?.length).toBe(11);
});

test("a subject is one line, not too long, and reads from left to right", async () => {
  const subject = `Ada\r\nBcc: eve@example.com\0\u2028 \u202Egpj.exe${"x".repeat(300)}`;

  const written = await writeLetter({ ...letter, subject });

  expect(written.subject).toMatch(/^Ada Bcc: eve@example\.com gpj\.exex+…$/);
  expect(written.subject.length).toBe(150);
  expect([...oneLine("🐎".repeat(200))]).toHaveLength(150);
});

test.each(mailTemplates.map((template) => [template.name, template] as const))(
  "the mail %s can be written",
  async (_, template) => {
    const props = template.props.parse(JSON.parse(JSON.stringify(template.sample)));

    // Safe because it was parsed by the template's own schema.
    const written = await writeLetter(template.write(props as never, "https://tracker.example.com"));

    expect(written.subject).toMatch(/^\S.{5,}/);
    expect(written.html).toContain("https://tracker.example.com/");
    expect(written.text).toContain("https://tracker.example.com/");
    expect(`${written.html}${written.text}`).not.toMatch(/undefined|\[object|NaN/);
    expect(written.html.length).toBeLessThan(100_000);
  },
);
