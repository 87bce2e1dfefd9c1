import type { Failure } from "@/lib/errors";
import { FILE_MAX_BYTES } from "@/lib/imports/limits";

/** What people take for a table and is none that can be read as text. */
const NO_TEXT = /\.(xlsx?|xlsm|xlsb|ods|numbers|pdf|docx?|zip|rar|7z|gz)$/i;

/** What can be told of a file before it is sent, so that nobody waits for a refusal; null when nothing speaks against it. */
export function fileFault({ name, size }: { name: string; size: number }): Failure | null {
  if (size === 0) return { code: "import.empty" };
  if (size > FILE_MAX_BYTES) return { code: "import.too_large", megabytes: FILE_MAX_BYTES / 1024 / 1024 };
  return NO_TEXT.test(name) ? { code: "import.binary" } : null;
}
