import { db } from "@/lib/db";
import { confirmImport } from "@/lib/imports/commands";
import { receiveUpload } from "@/lib/imports/receive-upload";
import { suppress } from "@/lib/suppression/commands";
import type { SuppressionSource } from "@/lib/suppression/schema";
import type { Seeding } from "./make-demo-data";
import { CONTACT_COUNT, msisdnOfContact } from "./numbers";
import { waitUntil } from "./wait-until";

export type ListName = "customers" | "readers" | "guests";
export type Lists = Record<ListName, number>;

/** Each list comes from a file of its own; they overlap, as lists do. */
const FILES: Record<ListName, { list: string; fileName: string; from: number; to: number; delimiter: "," | ";"; head: string[]; bad: string[] }> = {
  customers: {
    list: "Sample customers",
    fileName: "sample-customers.csv",
    from: 0,
    to: 1_200,
    delimiter: ",",
    head: ["Phone", "Name", "City", "Bonus"],
    bad: ["not a number,Sample Person without a number,Sample City,0", "7900,Sample Person with a short number,Example Town,10"],
  },
  readers: {
    list: "Sample newsletter readers",
    fileName: "sample-readers.csv",
    from: 1_000,
    to: 1_800,
    delimiter: ",",
    head: ["Phone", "Name", "City", "Bonus"],
    bad: [",Sample Person without a number,Test Village,5"],
  },
  guests: {
    list: "Пример: гости мероприятия",
    fileName: "primer-gosti.csv",
    from: 1_700,
    to: CONTACT_COUNT,
    delimiter: ";",
    head: ["Телефон", "Имя", "Город", "Бонус"],
    bad: ["79000000000000000;Пример Длинный номер;Тестоград;0"],
  },
};

const COLUMNS = ["msisdn", "name", "city", "bonus"];
const LATIN = {
  word: "Sample",
  names: ["Anna", "Boris", "Clara", "Daniel", "Emma", "Felix", "Greta", "Henry"],
  cities: ["Sample City", "Example Town", "Test Village"],
};
const RUSSIAN = {
  word: "Пример",
  names: ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар"],
  cities: ["Примерск", "Тестоград", "Образцово"],
};

/** A plainly invented person; every third one Russian. */
function lineOf(n: number, delimiter: string): string {
  const { word, names, cities } = n % 3 === 2 ? RUSSIAN : LATIN;
  const name = `${word} ${names[n % names.length]} ${String(n + 1).padStart(4, "0")}`;
  return [`+${msisdnOfContact(n)}`, name, cities[n % cities.length], (n * 37) % 500].join(delimiter);
}

function contentOf({ from, to, delimiter, head, bad }: (typeof FILES)[ListName]): Buffer {
  const lines = Array.from({ length: to - from }, (_, index) => lineOf(from + index, delimiter));
  return Buffer.from(`\ufeff${[head.join(delimiter), ...lines, ...bad].join("\r\n")}\r\n`);
}

/** Import the sample contacts as an operator does: uploaded, confirmed, read by the worker; gives the lists' ids. */
export async function importContacts(seeding: Seeding): Promise<Lists> {
  const names = Object.keys(FILES) as ListName[];
  const importIds: number[] = [];
  for (const name of names) importIds.push(await importFile(name, seeding));
  await waitUntil("the sample contacts were imported", async () => {
    const states = await db.import.findMany({ where: { id: { in: importIds } }, select: { state: true } });
    return states.every(({ state }) => state === "completed" || state === "failed");
  });
  const ids = await Promise.all(names.map((name) => idOfList(FILES[name].list)));
  return Object.fromEntries(names.map((name, index) => [name, ids[index]])) as Lists;
}

async function idOfList(name: string): Promise<number> {
  return (await db.mailingList.findUniqueOrThrow({ where: { name }, select: { id: true } })).id;
}

/** Upload and confirm, unless that was done; an upload that nobody confirmed is what a killed run left. */
async function importFile(name: ListName, { people }: Seeding): Promise<number> {
  const { list, fileName, delimiter } = FILES[name];
  const operatorId = people.marketer;
  const known = await db.import.findFirst({
    where: { fileName, createdById: operatorId },
    select: { id: true, state: true },
    orderBy: { id: "desc" },
  });
  if (known && known.state !== "uploaded") return known.id;
  const importId = known?.id ?? (await upload(name, operatorId));
  const layout = { encoding: "utf-8" as const, delimiter, hasHeader: true };
  const input = { importId, layout, columns: COLUMNS, defaultCountry: "RU", listId: null, newListName: list };
  const confirmed = await db.$transaction((tx) => confirmImport(tx, input, { operatorId }));
  if (!confirmed.ok) throw new Error(`The import of ${fileName} was refused: ${confirmed.error.code}.`);
  return importId;
}

async function upload(name: ListName, operatorId: number): Promise<number> {
  const { fileName } = FILES[name];
  const content = contentOf(FILES[name]);
  const received = await receiveUpload({ body: inOnePiece(content), contentLength: content.length, fileName, operatorId, now: new Date() });
  if (!received.ok) throw new Error(`The upload of ${fileName} was refused: ${received.error.code}.`);
  return received.value.importId;
}

async function* inOnePiece(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}

/** By the contact's place: some of each list, so that planning leaves them out in every mailing. */
const SUPPRESSED: { n: number; source: SuppressionSource; reason: string }[] = [
  { n: 5, source: "request", reason: "Asked by telephone to get no more messages." },
  { n: 260, source: "reply", reason: "Replied STOP to a sample mailing." },
  { n: 1_004, source: "reply", reason: "Ответил СТОП на рассылку-пример." },
  { n: 1_310, source: "operator", reason: "The number belongs to somebody else now." },
  { n: 1_720, source: "request", reason: "Попросил больше не писать." },
  { n: 1_905, source: "operator", reason: "Complained to the carrier." },
];

/** Put a few contacts on the suppression list. */
export async function suppressSome({ people }: Seeding): Promise<void> {
  for (const { n, source, reason } of SUPPRESSED) {
    const entry = { msisdn: msisdnOfContact(n), source, reason, operatorId: source === "reply" ? null : people.support };
    await db.$transaction((tx) => suppress(tx, entry));
  }
}
