import type { Failure, Result } from "@/lib/errors";

/** What was entered is not sound. Field name (dotted when nested) → code, worded in `errors.field.<code>`. */
export type InputFailure = { code: "input.invalid"; fields: Record<string, string> };

/** What every server action answers: the command's own result, or why the command was never called. */
export type ActionResult<T, E extends Failure = Failure> = Result<T, E> | { ok: false; error: InputFailure };

/** As much of an answer as is looked at here, so that every action's own type fits. */
export type Answer = { ok: true } | { ok: false; error: { code: string; fields?: unknown } };

/** Codes by field of an answer that refused the input; empty for any other answer. */
export function fieldErrors(answer: Answer | null | undefined): Record<string, string> {
  if (!answer || answer.ok) return {};
  const { fields } = answer.error;
  return fields !== null && typeof fields === "object" ? (fields as Record<string, string>) : {};
}
