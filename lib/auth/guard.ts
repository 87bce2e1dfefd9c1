import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { z } from "zod";
import type { ActionResult } from "@/lib/auth/action-result";
import { addressOf } from "@/lib/auth/address";
import { currentOperator, type CurrentOperator } from "@/lib/auth/current-operator";
import { ownPath } from "@/lib/auth/navigation";
import { perform, type ActionContext, type ActionFailure, type Refused } from "@/lib/auth/perform";
import { can, type Permission } from "@/lib/auth/permissions";
import { PATH_HEADER } from "@/lib/auth/security-headers";
import type { Result } from "@/lib/errors";

export { currentOperator, type CurrentOperator };
export type { ActionContext, ActionFailure, ActionResult };

/** The signed-in person of a page; everybody else is led to the sign-in page. */
export async function requireOperator(): Promise<CurrentOperator> {
  const operator = await currentOperator();
  if (operator) return operator;
  const path = ownPath((await headers()).get(PATH_HEADER));
  redirect(path && path !== "/" ? `/sign-in?to=${encodeURIComponent(path)}` : "/sign-in");
}

/** The signed-in person of a page that needs a permission; without it the page does not exist for them. */
export async function requirePermission(permission: Permission): Promise<CurrentOperator> {
  const operator = await requireOperator();
  if (!can(operator.role, permission)) notFound();
  return operator;
}

/**
 * The signed-in person of a route handler, or the answer to give instead:
 * `const who = await guardRoute("mailing.read"); if (who instanceof Response) return who;`
 */
export async function guardRoute(permission: Permission): Promise<CurrentOperator | Response> {
  const operator = await currentOperator();
  if (!operator) return Response.json({ code: "auth.signed_out" }, { status: 401 });
  if (!can(operator.role, permission)) return Response.json({ code: "auth.forbidden" }, { status: 403 });
  return operator;
}

/**
 * Make a server action: who is it, may they, is the input sound; then the deed.
 *
 * `permission: null` asks only for a signed-in person. What the deed throws is logged under a reference and answered
 * as `unexpected`: no text of the server reaches the browser. `redirect` and `notFound` pass through.
 */
export function operatorAction<Schema extends z.ZodType, Outcome extends Result<unknown>>(
  { permission, input: schema }: { permission: Permission | null; input: Schema },
  deed: (context: ActionContext<z.output<Schema>>) => Promise<Outcome>,
): (input: z.input<Schema>) => Promise<Outcome | Refused> {
  return async (given) => {
    const address = addressOf(await headers());
    return perform({ permission, schema, deed }, { findOperator: currentOperator, given, address });
  };
}
