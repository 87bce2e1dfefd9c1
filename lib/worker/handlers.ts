import { runImport } from "@/lib/imports/run-import";
import { planMailing } from "@/lib/mailings/plan-mailing";
import { startScheduled } from "@/lib/mailings/commands";
import { resumeByItself } from "@/lib/mailings/steering";
import type { JobName, Jobs } from "@/lib/queue/jobs";

type Handlers = { [Name in JobName]: (payload: Jobs[Name], context: { now: Date }) => Promise<unknown> };

/** Job name → domain function. No logic here, so everything that matters is tested without a queue. */
export const HANDLERS: Handlers = {
  "mailing.plan": ({ mailingId }, { now }) => planMailing({ mailingId, now }),
  "mailing.start": ({ mailingId }, { now }) => startScheduled({ mailingId, now }),
  "mailing.resume": ({ mailingId }, { now }) => resumeByItself({ mailingId, now }),
  "import.run": ({ importId }, { now }) => runImport({ importId, now }),
};
