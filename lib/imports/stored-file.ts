import { rm } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** Where uploads wait until they are read. */
export const importsFolder = (): string => path.join(env.DATA_DIR, "imports");

export const storedPath = (storedAs: string): string => path.join(importsFolder(), path.basename(storedAs));

/** Forget a file that is read or not wanted; it holds people's numbers. */
export async function deleteStored(storedAs: string | null): Promise<void> {
  if (storedAs) await rm(storedPath(storedAs), { force: true });
}
