import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { InputFailure } from "@/lib/auth/action-result";
import type { CurrentOperator } from "@/lib/auth/current-operator";
import { fieldCodes } from "@/lib/auth/input";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { log } from "@/lib/log";

export type ActionContext<Input> = { operator: CurrentOperator; input: Input; address: string | null };

export type ActionFailure = { code: "auth.signed_out" } | { code: "auth.forbidden" } | { code: "unexpected"; reference: string } | InputFailure;

export type Refused = { ok: false; error: ActionFailure };

type Definition<Schema extends z.ZodType, Outcome> = {
  permission: Permission | null;
  schema: Schema;
  deed: (context: ActionContext<z.output<Schema>>) => Promise<Outcome>;
};

type Call = { findOperator: () => Promise<CurrentOperator | null>; given: unknown; address: string | null };

/**
 * Do a deed for somebody: who is it, may they, is the input sound; then the deed.
 *
 * What is thrown on the way, by the question who it is as well, is logged under a reference and answered as
 * `unexpected`. Next's own signals, such as a redirect, pass through.
 */
export async function perform<Schema extends z.ZodType, Outcome extends Result<unknown>>(
  { permission, schema, deed }: Definition<Schema, Outcome>,
  { findOperator, given, address }: Call,
): Promise<Outcome | Refused> {
  try {
    const operator = await findOperator();
    if (!operator) return refuse({ code: "auth.signed_out" });
    if (permission && !can(operator.role, permission)) return refuse({ code: "auth.forbidden" });

    const parsed = schema.safeParse(given, { reportInput: true });
    if (!parsed.success) return refuse({ code: "input.invalid", fields: fieldCodes(parsed.error.issues) });

    return await deed({ operator, input: parsed.data, address });
  } catch (error) {
    unstable_rethrow(error);
    const reference = randomUUID().slice(0, 8);
    log.error({ event: "action.failed", reference, err: error }, "an action failed");
    return refuse({ code: "unexpected", reference });
  }
}

function refuse(error: ActionFailure): Refused {
  return { ok: false, error };
}
