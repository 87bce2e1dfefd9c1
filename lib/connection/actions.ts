"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { operatorAction } from "@/lib/auth/guard";
import { retryConnection, saveConnection } from "@/lib/connection/commands";
import { cancelGatewayMailing } from "@/lib/connection/gateway-mailings";
import { connectionSchema } from "@/lib/connection/schema";
import { testConnection } from "@/lib/connection/test-connection";
import { db } from "@/lib/db";
import { ok } from "@/lib/errors";
import { gateway } from "@/lib/smsc/account";
import { readCallbackSecret, readConnection, readStoredSettings } from "@/lib/smsc/settings";

export const saveConnectionAction = operatorAction(
  { permission: "settings.manage", input: connectionSchema },
  async ({ operator, input, address }) => {
    const outcome = await db.$transaction((tx) => saveConnection(tx, input, { operatorId: operator.id, address }));
    revalidatePath("/", "layout");
    return outcome;
  },
);

export const testConnectionAction = operatorAction({ permission: "settings.manage", input: z.object({}) }, async () => {
  const [connection, { callbackUrl }, callbackSecret] = await Promise.all([readConnection(), readStoredSettings(), readCallbackSecret()]);
  const findings = await testConnection({ gateway: gateway(), url: connection?.url ?? null, callbackUrl, callbackSecret });
  revalidatePath("/", "layout");
  return ok(findings);
});

export const retryConnectionAction = operatorAction({ permission: "settings.manage", input: z.object({}) }, async ({ operator, address }) => {
  const outcome = await db.$transaction((tx) => retryConnection(tx, { operatorId: operator.id, address }));
  revalidatePath("/", "layout");
  return outcome;
});

export const cancelGatewayMailingAction = operatorAction(
  { permission: "mailing.steer", input: z.object({ mailingId: z.string().regex(/^\d{1,20}$/) }) },
  async ({ operator, input, address }) => {
    const outcome = await cancelGatewayMailing({ ...input, operatorId: operator.id, address, gateway: gateway() });
    revalidatePath("/gateway/mailings");
    return outcome;
  },
);
