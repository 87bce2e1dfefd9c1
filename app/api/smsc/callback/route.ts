import { countCallbacks } from "@/lib/connection/callback-counts";
import { answerKnock, knockOf } from "@/lib/connection/test-connection";
import { db, pool } from "@/lib/db";
import { log } from "@/lib/log";
import { recordReports } from "@/lib/messages/record-reports";
import { keepReplies } from "@/lib/replies/keep-replies";
import { decodeCallback, decodeIncoming, verifyCallback, verifyIncoming } from "@/lib/smsc/callback";
import { readCallbackEvents } from "@/lib/smsc/callback-body";
import { readCallbackSecret, recentCallbackSecret } from "@/lib/smsc/settings";

/**
 * The gateway's door. Verified by its checksum, written down, then answered: what was answered cannot be lost.
 * An event that is none of ours is answered as well, so that the gateway does not repeat it for ever.
 */
async function receive(request: Request): Promise<Response> {
  const knock = knockOf(request.url);
  // Somebody has just saved the secret and asks whether it is known here: yesterday's would be a false alarm.
  if (knock !== null) return new Response(answerKnock(knock, await readCallbackSecret()), { headers: { "content-type": "text/plain" } });
  const secret = await recentCallbackSecret();
  const read = await readCallbackEvents(request);
  if (!read.ok) {
    countCallbacks({ unreadable: 1 });
    return refuse(read.error.code, read.error.code === "callback.too_large" ? 413 : 400);
  }
  const incoming = read.value.filter((fields) => "mes" in fields);
  const statuses = read.value.filter((fields) => !("mes" in fields) && !("waitcall" in fields));
  if (statuses.some((fields) => !verifyCallback(fields, secret)) || incoming.some((fields) => !verifyIncoming(fields, secret))) {
    countCallbacks({ wrongChecksum: 1 });
    return refuse("callback.wrong_checksum", 403);
  }
  const reports = statuses.map(decodeCallback).filter((report) => report !== null);
  const replies = incoming.map(decodeIncoming).filter((reply) => reply !== null);
  await recordReports(pool, "callback", reports);
  if (replies.length > 0) await db.$transaction((tx) => keepReplies(tx, "callback", replies));
  const accepted = reports.length + replies.length;
  countCallbacks({ accepted, ignored: Math.max(read.value.length, 1) - accepted });
  return new Response("OK", { headers: { "content-type": "text/plain" } });
}

function refuse(reason: string, status: number): Response {
  log.warn({ event: "callback.refused", reason }, "a callback was refused");
  return new Response("REFUSED", { status, headers: { "content-type": "text/plain" } });
}

export { receive as GET, receive as POST };
