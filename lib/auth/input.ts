import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** A schema may name its own code as the message: `z.string().min(1, "name_required")`. */
const OWN_CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;

/**
 * One code per field, the first that applies; the whole input's own fault stands under `form`.
 * Parse with `reportInput: true`: what is missing is told from what is wrong by it.
 */
export function fieldCodes(issues: readonly Issue[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) fields[issue.path.join(".") || "form"] ??= codeOf(issue);
  return fields;
}

function codeOf(issue: Issue): string {
  if (OWN_CODE.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return issue.minimum === 1 ? "required" : "too_short";
      return "too_small";
    case "too_big":
      return issue.origin === "string" || issue.origin === "array" ? "too_long" : "too_big";
    case "invalid_type":
      return issue.input === undefined || issue.input === null ? "required" : "invalid";
    case "invalid_format":
      return "invalid";
    default:
      return "invalid";
  }
}
