import { MessageStatusBadge } from "@/components/messages/message-status-badge";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { getTranslator } from "@/lib/i18n/request";
import { OWN_STATES } from "@/lib/messages/lifecycle";
import { STATUS_CODES, statusEntry, statusKey } from "@/lib/smsc/status-catalogue";

/** Every code of the gateway with what it means: what a badge links to. Rendered from the catalogue, nothing is repeated here. */
export async function StatusTable() {
  const [t, words] = await Promise.all([getTranslator("help"), getTranslator("statuses")]);
  return (
    <Table label={t("statuses.gatewayHeading")}>
      <TableHead>
        <HeadCell align="right">{t("statuses.code")}</HeadCell>
        <HeadCell>{t("statuses.word")}</HeadCell>
        <HeadCell className="max-xl:hidden">{t("statuses.documentedName")}</HeadCell>
        <HeadCell>{t("statuses.meaning")}</HeadCell>
        <HeadCell>{t("statuses.final")}</HeadCell>
        <HeadCell>{t("statuses.charged")}</HeadCell>
        <HeadCell>{t("statuses.whatToDo")}</HeadCell>
      </TableHead>
      <TableBody>
        {STATUS_CODES.map((code) => {
          const entry = statusEntry(code);
          const key = statusKey(code);
          return (
            <Row key={code} id={String(code)} className="align-top target:bg-accent-soft [&>td]:py-2">
              <Cell align="right" narrow="side" className="text-muted">
                {code}
              </Cell>
              <Cell narrow="title">
                <MessageStatusBadge state={{ code }} code={code} />
              </Cell>
              <Cell lang="ru" className="whitespace-nowrap text-muted max-xl:hidden">
                {entry.documentedName}
              </Cell>
              <Cell narrow="wide" className="max-w-90">
                {words(`meaning.${key}`)}
              </Cell>
              <Cell>{entry.final ? t("statuses.finalYes") : t("statuses.finalNo")}</Cell>
              <Cell>{t(`statuses.chargedValue.${entry.charged}`)}</Cell>
              <Cell narrow="wide" className="max-w-80 text-muted">
                {words(`whatToDo.${key}`)}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** Our own words for messages the gateway has said nothing of yet. */
export async function OwnStateTable() {
  const [t, words] = await Promise.all([getTranslator("help"), getTranslator("statuses")]);
  return (
    <Table label={t("statuses.ownHeading")}>
      <TableHead>
        <HeadCell width="12rem">{t("statuses.state")}</HeadCell>
        <HeadCell>{t("statuses.meaning")}</HeadCell>
      </TableHead>
      <TableBody>
        {OWN_STATES.map((state) => (
          <Row key={state} id={state} className="align-top target:bg-accent-soft [&>td]:py-2">
            <Cell narrow="title">
              <MessageStatusBadge state={state} />
            </Cell>
            <Cell narrow="wide">{words(`ownMeaning.${state}`)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
