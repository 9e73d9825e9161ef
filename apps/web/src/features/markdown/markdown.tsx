import { memo, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { markMentions } from "./mark-mentions.ts";
import classes from "./markdown.module.css";

interface Props {
  text: string;
  /** The names of people it mentions, to make them stand out. */
  mentions?: readonly string[];
}

// Headings start below the page's own. What can scroll sideways can be reached by keyboard. Raw HTML is never rendered.
const components: Components = {
  a: ({ node: _, children, ...props }) => (
    <a {...props} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  h1: "h3",
  h2: "h4",
  h3: "h5",
  h4: "h6",
  h5: "h6",
  img: ({ node: _, alt, ...props }) => <img {...props} alt={alt ?? ""} loading="lazy" referrerPolicy="no-referrer" />,
  input: ({ node: _, ...props }) => <input {...props} aria-label={props.checked ? "Done" : "Not done"} />,
  // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and a keyboard must be able to
  pre: ({ node: _, ...props }) => <pre {...props} tabIndex={0} />,
  table: ({ node: _, ...props }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables scroll, and a keyboard must be able to
    // biome-ignore lint/a11y/useSemanticElements: a group of one table, named so that the tab stop makes sense
    <div className={classes.scroll} role="group" aria-label="Table" tabIndex={0}>
      <table {...props} />
    </div>
  ),
};

/** Text as people write it, GitHub's Markdown, shown safely. */
export const Markdown = memo(function Markdown({ text, mentions = none }: Props) {
  const plugins = useMemo(() => [() => markMentions(mentions)], [mentions]);
  return (
    <div className={classes.markdown}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={plugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

const none: readonly string[] = [];
