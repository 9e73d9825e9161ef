import { z } from "zod";

// What people read when a field is not right, where a schema has no words of its own.

z.config({
  customError: (issue) => {
    if (issue.code === "too_small" && issue.origin === "string") {
      return Number(issue.minimum) <= 1 ? "Fill this in" : `Use at least ${issue.minimum} characters`;
    }
    if (issue.code === "too_big" && issue.origin === "string") return `Use at most ${issue.maximum} characters`;
    if (issue.code === "invalid_type" && (issue.input === undefined || issue.input === null)) return "Fill this in";
    return undefined;
  },
});
