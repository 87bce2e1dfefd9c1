import { pool } from "@/lib/db";

/** What somebody new has done already, in the order in which it is best done. */
export type FirstSteps = { connected: boolean; contacts: boolean; test: boolean; mailing: boolean };

/** Read how far a new installation is. Each is whether a row exists, none is counted. */
export async function readFirstSteps(): Promise<FirstSteps> {
  const { rows } = await pool.query<FirstSteps>({
    name: "first_steps",
    text: `
      select exists (select from gateway_state where last_success_at is not null) as connected,
        exists (select from contact) as contacts,
        exists (select from message where kind = 'single') or exists (select from message where kind = 'test') as test,
        exists (select from mailing where launched_at is not null) as mailing`,
  });
  return rows[0] ?? { connected: false, contacts: false, test: false, mailing: false };
}
