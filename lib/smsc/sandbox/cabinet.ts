import { z } from "zod";

/** What an account keeps at the gateway besides its messages. Plain data: the snapshot writes it as it is. */

const contactSchema = z.object({
  /** The gateway's own number; `myId` is the client's. */
  id: z.number(),
  phone: z.string(),
  mail: z.string(),
  name: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  middleName: z.string(),
  birthday: z.string(),
  myId: z.string(),
  comment: z.string(),
  tags: z.string(),
  otherPhones: z.string(),
  groups: z.array(z.number()),
});

const groupSchema = z.object({
  id: z.number(),
  name: z.string(),
  /** The `G<number>` of send.php; null when it has none. */
  number: z.number().nullable(),
  /** 0 phones, 1 e-mails. */
  type: z.number(),
});

/** `type`: 0 all messages, 1 mass only, 2 single only. */
const blackEntrySchema = z.object({ id: z.number(), type: z.number() });

const templateSchema = z.object({
  id: z.number(),
  name: z.string(),
  message: z.string(),
  format: z.string(),
  sender: z.string(),
  flag: z.number(),
});

const senderSchema = z.object({
  id: z.number(),
  sender: z.string(),
  comment: z.string(),
  state: z.enum(["active", "pending", "refused"]),
  /** The confirmation code sent to a digital sender, and when; empty and 0 when none was. */
  code: z.string(),
  codeSentAt: z.number(),
});

const mailingSchema = z.object({
  id: z.number(),
  name: z.string(),
  isMail: z.boolean(),
  startsAt: z.number(),
  /** Its messages: this request of the store. */
  request: z.number(),
  isCanceled: z.boolean(),
  /** By what rule it goes out again, how often still, and when next; null when it goes once. */
  repeat: z.object({ rule: z.number(), left: z.number(), nextAt: z.number() }).nullable(),
});

const incomingSchema = z.object({
  id: z.number(),
  phone: z.string(),
  message: z.string(),
  to: z.string(),
  receivedAt: z.number(),
  sentAt: z.number(),
});

const linkSchema = z.object({ id: z.number(), url: z.string(), clicks: z.array(z.number()) });

/** Amounts in hundredths. */
const userSchema = z.object({ login: z.string(), messages: z.number(), spent: z.number(), paidIn: z.number() });

export const cabinetSchema = z.object({
  nextRecordId: z.number(),
  nextMailingId: z.number(),
  nextIncomingId: z.number(),
  contacts: z.array(contactSchema),
  groups: z.array(groupSchema),
  /** By digits. */
  blackList: z.record(z.string(), blackEntrySchema),
  templates: z.array(templateSchema),
  senders: z.array(senderSchema),
  mailings: z.array(mailingSchema),
  incoming: z.array(incomingSchema),
  links: z.array(linkSchema),
  users: z.array(userSchema),
});

export type Cabinet = z.infer<typeof cabinetSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type Group = z.infer<typeof groupSchema>;
export type Template = z.infer<typeof templateSchema>;
export type SenderName = z.infer<typeof senderSchema>;
export type Mailing = z.infer<typeof mailingSchema>;
export type Incoming = z.infer<typeof incomingSchema>;

/** The number that subscribers write to. */
export const OWN_NUMBER = "79037672215";

/** The sender a message bears when it names none. */
export const DEFAULT_SENDER = "Sandbox";

/** A new account: one sender name, nothing else. */
export function openCabinet(): Cabinet {
  return {
    nextRecordId: 5_002,
    nextMailingId: 4_471_001,
    nextIncomingId: 90_001,
    contacts: [],
    groups: [],
    blackList: {},
    templates: [],
    senders: [{ id: 5_001, sender: DEFAULT_SENDER, comment: "default", state: "active", code: "", codeSentAt: 0 }],
    mailings: [],
    incoming: [],
    links: [],
    users: [],
  };
}
