import type { z } from "zod";

const LONGEST = 200;

/** Says in plain words what is wrong with a row. Names fields and limits, never the value. */
export function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "it cannot be read";
  const field = issue.path.join(".");
  return (field ? `${field} ${fault(issue)}` : `it ${fault(issue)}`).slice(0, LONGEST);
}

const units: Record<string, string> = { string: "characters", array: "entries" };

function fault(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_union":
      return issue.discriminator ? "is neither “task” nor “comment”" : issue.message;
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? "is missing"
        : `is not ${typeNames[issue.expected] ?? issue.expected}`;
    case "too_big":
      return issue.origin in units
        ? `is longer than ${issue.maximum} ${units[issue.origin]}`
        : `is more than ${issue.maximum}`;
    case "too_small":
      return issue.origin in units ? "is empty" : `is less than ${issue.minimum}`;
    case "invalid_format":
      return issue.format === "date"
        ? "is not a date such as 2026-11-23"
        : "is not a date and time such as 2026-11-23T10:00:00Z";
    case "invalid_value":
      return `is not one of ${issue.values.join(", ")}`;
    case "unrecognized_keys":
      return "has fields that rows do not have";
    default:
      return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  }
}

const typeNames: Record<string, string> = {
  string: "text",
  array: "a list",
  object: "an object",
  boolean: "true or false",
  number: "a number",
  int: "a whole number",
};
