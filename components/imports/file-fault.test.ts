import { expect, it } from "vitest";
import { fileFault } from "./file-fault";

it.each([
  ["clients.csv", 0, "import.empty"],
  ["clients.csv", 513 * 1024 * 1024, "import.too_large"],
  ["Clients.XLSX", 10, "import.binary"],
  ["clients.csv", 512 * 1024 * 1024, undefined],
  ["xls.txt", 10, undefined],
])("tells of %s with %d bytes: %s", (name, size, code) => {
  expect(fileFault({ name, size })?.code).toBe(code);
});
