import { getServerSession } from "next-auth";
import { cache } from "react";
import { options } from "@/lib/auth/options";
import { db } from "@/lib/db";
import type { Role } from "@/lib/auth/permissions";

/** The person behind a request, as the database knows them at this moment. */
export type CurrentOperator = { id: number; name: string; email: string; role: Role; locale: string | null };

/**
 * Find who asks, or null. The token only says which row to read: a person who was disabled, whose role
 * changed or whose sessions were ended is that at once, whatever the token says. Once a request.
 */
export const currentOperator = cache(async (): Promise<CurrentOperator | null> => {
  const session = await getServerSession(options);
  if (!session?.operatorId) return null;
  return findSignedIn({ operatorId: session.operatorId, sessionVersion: session.sessionVersion });
});

/** Find the person of a session, unless it was ended or they were disabled. */
export async function findSignedIn(session: { operatorId: number; sessionVersion: number }): Promise<CurrentOperator | null> {
  return db.operator.findFirst({
    where: { id: session.operatorId, sessionVersion: session.sessionVersion, disabledAt: null },
    select: { id: true, name: true, email: true, role: true, locale: true },
  });
}
