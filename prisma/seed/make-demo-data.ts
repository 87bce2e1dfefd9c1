import { Client } from "pg";
import type { Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DEMO_SIGN_INS, ensureDemoOperators } from "@/lib/operators/demo";
import type { GovernedGateway } from "@/lib/smsc/governor";
import { importContacts, suppressSome } from "./contacts";
import { writeBalanceHistory } from "./history";
import { makeMailings } from "./mailings";
import type { SandboxControl } from "./sandbox";
import { receiveReplies, sendSingles } from "./singles";

/** One seed at a time: an arbitrary number of its own. */
const SEED_LOCK = 20_261_125;

/** What every part of the demo data works with. */
export type Seeding = { gateway: GovernedGateway; sandbox: SandboxControl; /** Ids of the demo operators. */ people: Record<Role, number> };

/**
 * Make what a first look at the console shows: lists, contacts and a mailing in each state, through the commands an
 * operator would use, the real worker and the sandbox. Only the thirty days before today are written by hand.
 *
 * Every part looks first whether it was made: a second run changes nothing, and one that was killed is finished by the
 * next. Throws on anything but a sandbox's database.
 */
export async function makeDemoData({ gateway, sandbox }: Omit<Seeding, "people">): Promise<void> {
  if (await isSeeded()) return;
  const release = await lock();
  try {
    await ensureDemoOperators();
    const seeding: Seeding = { gateway, sandbox, people: await readPeople() };
    await writeBalanceHistory(new Date());
    const lists = await importContacts(seeding);
    await suppressSome(seeding);
    await makeMailings(seeding, lists);
    await sendSingles(seeding);
    await receiveReplies(seeding);
  } finally {
    await release();
  }
}

/** The launcher writes down when all of it was made; what people did to it since is theirs. */
async function isSeeded(): Promise<boolean> {
  const installation = await db.installation.findUnique({ where: { id: 1 }, select: { kind: true, seededAt: true } });
  if (installation?.kind !== "sandbox" || env.SIGNALBOX_GATEWAY !== "sandbox") {
    throw new Error("Demo data are for a sandbox installation only; this database is not one. Nothing was written.");
  }
  return installation.seededAt !== null;
}

/** On a connection of its own, so that it falls with the process that held it. */
async function lock(): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  await client.query("select pg_advisory_lock($1)", [SEED_LOCK]);
  return () => client.end();
}

async function readPeople(): Promise<Record<Role, number>> {
  const people = await db.operator.findMany({ where: { email: { in: DEMO_SIGN_INS.map(({ email }) => email) } }, select: { id: true, email: true } });
  const idOf = (role: Role) => {
    const email = DEMO_SIGN_INS.find((person) => person.role === role)?.email;
    const id = people.find((person) => person.email === email)?.id;
    if (id === undefined) throw new Error(`There is no demo ${role}.`);
    return id;
  };
  return { admin: idOf("admin"), marketer: idOf("marketer"), operator: idOf("operator"), support: idOf("support") };
}
