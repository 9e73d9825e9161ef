import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Link } from "@react-email/link";
import { Preview } from "@react-email/preview";
import { Text } from "@react-email/text";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Block, Item, Letter } from "./letter.ts";

// Loaded with the first mail, not with the server: see `write-letter.ts`.

/** The letter as HTML. Colours stand on the elements, for programs that read no style sheet, and dark ones in the sheet. */
export function letterHtml(letter: Letter): string {
  const doctype =
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';
  return `${doctype}${renderToStaticMarkup(<Layout letter={letter} />)}`;
}

const font = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const light = {
  page: "#f6f7f8",
  card: "#ffffff",
  line: "#e3e5e8",
  words: "#1c2024",
  quiet: "#626a75",
  link: "#1c64c4",
};

const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #16181b !important; }
  .card { background-color: #1e2125 !important; border-color: #33373d !important; }
  .words { color: #e8eaed !important; }
  .quiet { color: #9aa3ae !important; }
  .link { color: #7db4ff !important; }
  .line { border-color: #33373d !important; }
}
@media (max-width: 480px) {
  .card { padding: 24px 20px !important; }
}`;

function Layout({ letter }: { letter: Letter }) {
  const { subject, preview, blocks, reason, unsubscribeUrl } = letter;
  return (
    <Html lang="en">
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body
        className="page"
        style={{
          margin: 0,
          padding: "24px 12px",
          backgroundColor: light.page,
          fontFamily: font,
          wordBreak: "break-word",
        }}
      >
        <Container
          className="card"
          style={{
            maxWidth: 560,
            padding: "32px 40px",
            backgroundColor: light.card,
            border: `1px solid ${light.line}`,
            borderRadius: 12,
          }}
        >
          {blocks.map((block, at) => (
            <Part key={at} block={block} />
          ))}
          <Hr className="line" style={{ margin: "28px 0 16px", borderTop: `1px solid ${light.line}` }} />
          <Quiet>{reason}</Quiet>
          {unsubscribeUrl && (
            <Quiet>
              <Link className="quiet" href={unsubscribeUrl} style={{ color: light.quiet, textDecoration: "underline" }}>
                Choose which mail you get
              </Link>
            </Quiet>
          )}
        </Container>
      </Body>
    </Html>
  );
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <Text
          className="words"
          style={{ margin: "0 0 16px", color: light.words, fontSize: 22, fontWeight: 600, lineHeight: "28px" }}
        >
          {block.text}
        </Text>
      );
    case "paragraph":
      return (
        <Text className="words" style={{ margin: "0 0 16px", color: light.words, fontSize: 16, lineHeight: "24px" }}>
          {block.text}
        </Text>
      );
    case "button":
      return (
        <Button
          href={block.url}
          style={{
            margin: "8px 0 24px",
            padding: "12px 20px",
            backgroundColor: "#1c64c4",
            borderRadius: 8,
            color: "#ffffff",
            fontSize: 16,
            fontWeight: 600,
          }}
        >
          {block.label}
        </Button>
      );
    case "quote":
      return (
        <Text
          className="words line"
          style={{
            margin: "0 0 16px",
            padding: "2px 0 2px 14px",
            borderLeft: `3px solid ${light.line}`,
            color: light.words,
            fontSize: 15,
            lineHeight: "23px",
            whiteSpace: "pre-line",
          }}
        >
          {block.text}
        </Text>
      );
    case "list":
      return block.items.map((item, at) => <Line key={at} item={item} />);
  }
}

function Line({ item: { text, url, detail } }: { item: Item }) {
  return (
    <Text className="words" style={{ margin: "0 0 12px", color: light.words, fontSize: 15, lineHeight: "22px" }}>
      {url ? (
        <Link className="link" href={url} style={{ color: light.link, textDecoration: "none", fontWeight: 600 }}>
          {text}
        </Link>
      ) : (
        text
      )}
      {detail && (
        <>
          <br />
          <span className="quiet" style={{ color: light.quiet, fontSize: 14 }}>
            {detail}
          </span>
        </>
      )}
    </Text>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return (
    <Text className="quiet" style={{ margin: "0 0 8px", color: light.quiet, fontSize: 13, lineHeight: "19px" }}>
      {children}
    </Text>
  );
}
