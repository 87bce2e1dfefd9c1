import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { err, ok, type Result } from "@/lib/errors";
import { guessColumns } from "@/lib/imports/columns";
import { statesBefore } from "@/lib/imports/lifecycle";
import { FILE_MAX_BYTES } from "@/lib/imports/limits";
import type { Layout } from "@/lib/imports/schema";
import { HEAD_BYTES, sampleRows, sniff, type SniffFailure } from "@/lib/imports/sniff";
import { deleteStored, importsFolder, storedPath } from "@/lib/imports/stored-file";

export type UploadFailure = SniffFailure | { code: "import.too_large"; megabytes: number } | { code: "import.cut_off" } | { code: "import.no_space" };

type Upload = {
  body: AsyncIterable<Uint8Array>;
  /** As the browser announced it; null when it did not. */
  contentLength: number | null;
  fileName: string;
  operatorId: number;
  address?: string | null;
  now: Date;
};

/**
 * Take a file in as it comes, look at its beginning, and keep it for the operator to confirm. No more than a piece is in
 * memory. Whatever goes wrong, nothing of it is left.
 */
export async function receiveUpload(upload: Upload): Promise<Result<{ importId: number }, UploadFailure>> {
  if ((upload.contentLength ?? 0) > FILE_MAX_BYTES) return tooLarge();
  await mkdir(importsFolder(), { recursive: true, mode: 0o700 });
  await sweepFiles(upload.now);
  const storedAs = `${randomUUID()}.csv`;
  const draft = `${storedPath(storedAs)}.part`;
  try {
    const received = await receive(draft, upload);
    if (!received.ok) return received;
    const layout = sniff(received.value.head, received.value.isUtf8);
    if (!layout.ok) return layout;
    await rename(draft, storedPath(storedAs));
    const importId = await record(upload, received.value, layout.value, storedAs);
    return ok({ importId });
  } catch (error) {
    await rm(storedPath(storedAs), { force: true });
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

type Received = { size: number; hash: string; head: Buffer; isUtf8: boolean };

async function receive(draft: string, { body, contentLength }: Upload): Promise<Result<Received, UploadFailure>> {
  const file = await open(draft, "wx", 0o600);
  try {
    const inspector = new Inspector();
    for await (const bytes of body) {
      if (inspector.size + bytes.length > FILE_MAX_BYTES) return tooLarge();
      inspector.look(bytes);
      await writeAll(file, bytes);
    }
    if (contentLength !== null && inspector.size !== contentLength) return err({ code: "import.cut_off" });
    await file.sync();
    const received = inspector.finish();
    return received.hasNul ? err({ code: "import.binary" }) : ok(received);
  } catch (error) {
    // A browser that goes away breaks the body off; anything else is ours.
    if (isBrokenOff(error)) return err({ code: "import.cut_off" });
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return err({ code: "import.no_space" });
    throw error;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

const isBrokenOff = (error: unknown) =>
  error instanceof Error &&
  (error.name === "AbortError" ||
    error.name === "ResponseAborted" ||
    /abort|terminated|premature/i.test(error.message) ||
    ("code" in error && error.code === "ECONNRESET"));

const tooLarge = () => err({ code: "import.too_large" as const, megabytes: FILE_MAX_BYTES / 1024 / 1024 });

/** What is learnt of a file while it passes: size, hash, beginning, and whether all of it is UTF-8. */
class Inspector {
  size = 0;
  private readonly sha = createHash("sha256");
  private readonly heads: Uint8Array[] = [];
  private headSize = 0;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private isUtf8 = true;
  private hasNul = false;

  look(bytes: Uint8Array): void {
    this.size += bytes.length;
    this.sha.update(bytes);
    if (this.headSize < HEAD_BYTES) {
      this.heads.push(bytes.slice(0, HEAD_BYTES - this.headSize));
      this.headSize += Math.min(bytes.length, HEAD_BYTES - this.headSize);
    }
    this.hasNul ||= bytes.includes(0);
    this.isUtf8 &&= this.decodes(bytes);
  }

  finish(): Received & { hasNul: boolean } {
    this.isUtf8 &&= this.decodes(null);
    const head = Buffer.concat(this.heads);
    const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
    return { size: this.size, hash: this.sha.digest("hex"), head, isUtf8: this.isUtf8, hasNul: this.hasNul && !isUtf16 };
  }

  private decodes(bytes: Uint8Array | null): boolean {
    try {
      if (bytes) this.decoder.decode(bytes, { stream: true });
      else this.decoder.decode();
      return true;
    } catch {
      return false;
    }
  }
}

async function record(upload: Upload, { size, hash, head }: Received, layout: Layout, storedAs: string): Promise<number> {
  const rows = sampleRows(new TextDecoder(layout.encoding).decode(head, { stream: true }), layout.delimiter);
  const guesses = guessColumns(layout.hasHeader ? (rows[0] ?? []) : null, layout.hasHeader ? rows.slice(1) : rows);
  return db.$transaction(async (tx) => {
    const { id } = await tx.import.create({
      data: {
        ...layout,
        state: "uploaded",
        fileName: upload.fileName.slice(-255),
        fileSize: size,
        fileHash: hash,
        storedAs,
        mapping: { columns: guesses.map(({ column }) => column), newListName: null },
        createdById: upload.operatorId,
        createdAt: upload.now,
      },
      select: { id: true },
    });
    const { operatorId, address } = upload;
    await recordAudit(tx, { operatorId, event: "import.uploaded", subject: `import:${id}`, after: { size }, address });
    return id;
  });
}

const DAY_MS = 24 * 60 * 60 * 1000;
const UNCONFIRMED_MS = 30 * DAY_MS;

/**
 * Forget what nobody will read: uploads that were not confirmed within a month, and files of no import that is still
 * to be read, such as a killed process leaves behind. They hold people's numbers.
 */
async function sweepFiles(now: Date): Promise<void> {
  await db.import.updateMany({
    where: { state: "uploaded", createdAt: { lt: new Date(now.getTime() - UNCONFIRMED_MS) } },
    data: { state: "canceled", finishedAt: now },
  });
  const old: string[] = [];
  for (const name of await readdir(importsFolder())) {
    const age = await stat(storedPath(name)).then(
      ({ mtimeMs }) => now.getTime() - mtimeMs,
      () => 0,
    );
    if (age > DAY_MS) old.push(name);
  }
  const wanted = await db.import.findMany({ where: { storedAs: { in: old }, state: { in: statesBefore("canceled") } }, select: { storedAs: true } });
  const kept = new Set(wanted.map(({ storedAs }) => storedAs));
  for (const name of old) if (!kept.has(name)) await deleteStored(name);
}
