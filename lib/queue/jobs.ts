/** Every job there is, with what it carries: ids. Jobs are nudges, the rows are the truth. */
export type Jobs = {
  /** Turn a launched mailing's audience into messages. */
  "mailing.plan": { mailingId: number };
  /** A scheduled mailing's time has come. */
  "mailing.start": { mailingId: number };
  /** A paused mailing goes on by itself. */
  "mailing.resume": { mailingId: number };
  /** Read an uploaded file into contacts. */
  "import.run": { importId: number };
};

export type JobName = keyof Jobs;
