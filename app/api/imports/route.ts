import { randomUUID } from "node:crypto";
import { addressOf } from "@/lib/auth/address";
import { guardRoute } from "@/lib/auth/guard";
import { receiveUpload } from "@/lib/imports/receive-upload";
import { log } from "@/lib/log";

const STATUS: Record<string, number> = { "import.too_large": 413, "import.no_space": 507 };

/** Take a file: the body is the file itself, its name stands in the query. */
export async function POST(request: Request): Promise<Response> {
  const operator = await guardRoute("contact.import");
  if (operator instanceof Response) return operator;
  if (!isOwnPage(request)) return Response.json({ code: "auth.forbidden" }, { status: 403 });
  const announced = request.headers.get("content-length");
  try {
    const outcome = await receiveUpload({
      body: bytesOf(request.body),
      contentLength: announced === null ? null : Number(announced),
      fileName: nameOf(request),
      operatorId: operator.id,
      address: addressOf(request.headers),
      now: new Date(),
    });
    if (!outcome.ok) return Response.json(outcome.error, { status: STATUS[outcome.error.code] ?? 422 });
    return Response.json(outcome.value, { status: 201 });
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log.error({ event: "upload.failed", reference, err: error }, "an upload failed");
    return Response.json({ code: "unexpected", reference }, { status: 500 });
  }
}

/** Another site's form cannot upload in the name of who is signed in here. */
function isOwnPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin";
}

function nameOf(request: Request): string {
  const name = new URL(request.url).searchParams.get("name") ?? "";
  return name.replaceAll(/\p{Cc}/gu, "").trim() || "import.csv";
}

async function* bytesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // A refusal on the way stops the browser from sending the rest.
    await reader.cancel().catch(() => {});
  }
}
