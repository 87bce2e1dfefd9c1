import { guardRoute } from "@/lib/auth/guard";
import { csvAnswer } from "@/lib/csv";
import { getTranslator } from "@/lib/i18n/request";
import { idInAddress } from "@/lib/keyset";
import { readMessageView } from "@/lib/mailings/read-messages-page";
import { findMailing } from "@/lib/mailings/reads";
import { exportMessages, type ExportWords } from "@/lib/messages/export";
import { errKey, statusKey } from "@/lib/smsc/status-catalogue";

type Context = { params: Promise<{ mailingId: string }> };

const COLUMNS = ["number", "name", "code", "status", "err", "at", "learnt", "segments", "cost", "reason"] as const;

/** Exactly the rows of a view of a mailing's messages, in its order, as CSV, streamed. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const who = await guardRoute("mailing.export");
  if (who instanceof Response) return who;
  const mailingId = idInAddress((await params).mailingId);
  const view = readMessageView(mailingId, new URL(request.url).searchParams);
  if (!(await findMailing(mailingId))) return Response.json({ code: "mailing.not_found" }, { status: 404 });
  return csvAnswer(exportMessages(view, await readWords()), `mailing-${mailingId}-${view.filter}.csv`);
}

/** The reader's own words. */
async function readWords(): Promise<ExportWords> {
  const [messages, statuses] = await Promise.all([getTranslator("messages"), getTranslator("statuses")]);
  return {
    heads: COLUMNS.map((column) => messages(`table.${column}`)),
    state: ({ state, code }) => {
      if (typeof state === "object") return statuses(`word.${statusKey(state.code)}`, { code: state.code });
      return code === null ? statuses(`ownState.${state}`) : statuses(`word.${statusKey(code)}`, { code });
    },
    reason: ({ skipReason, err }) => {
      if (skipReason) return messages(`skipReason.${skipReason}`);
      return err ? statuses(`err.${errKey(err)}`, { code: err }) : "";
    },
  };
}
