import { created, DONE, type Result } from "./answers";
import type { Cabinet, Contact } from "./cabinet";
import type { Tree } from "./formats";
import { correctNumber, isPossible } from "./numbers";
import type { Parameters } from "./parameters";
import type { World } from "./world";

/** Parameter → field of a contact. */
const FIELDS = {
  name: "name",
  lnm: "lastName",
  fnm: "firstName",
  mnm: "middleName",
  bd: "birthday",
  myid: "myId",
  cmt: "comment",
  tags: "tags",
  pho: "otherPhones",
} as const satisfies Record<string, keyof Contact>;

/** Split a list by any separator. */
export function itemsOf(list: string): string[] {
  return list.split(/[,;|\s]+/).filter((item) => item !== "");
}

/** Make one contact for each number or address. The answer bears the first one's id. */
export function addContacts({ cabinet }: World, parameters: Parameters): Result {
  const groups = groupsOf(cabinet, parameters);
  if (!groups) return { code: 3 };
  const phones = itemsOf(parameters.get("phone")).map(correctNumber);
  const mails = itemsOf(parameters.get("mail")).map((mail) => mail.toLowerCase());
  const isTaken = cabinet.contacts.some(({ phone, mail }) => phones.includes(phone) || mails.includes(mail));
  if (isTaken || phones.some((phone) => !isPossible(phone)) || !hasSoundBirthday(parameters)) return { code: 5 };
  const first = cabinet.nextRecordId;
  for (const address of [...phones, ...mails]) {
    const isMail = address.includes("@");
    const contact = blank(cabinet.nextRecordId++, isMail ? "" : address, isMail ? address : "");
    write(contact, parameters);
    contact.groups = [...groups];
    cabinet.contacts.push(contact);
  }
  return created(first);
}

export function changeContacts({ cabinet }: World, parameters: Parameters): Result {
  const found = contactsWith(cabinet, parameters);
  const groups = groupsOf(cabinet, parameters);
  if (found.length === 0 || !groups) return { code: 3 };
  const phones = itemsOf(parameters.get("new_phone")).map(correctNumber);
  const mails = itemsOf(parameters.get("new_mail"));
  const isTaken = cabinet.contacts.some((contact) => !found.includes(contact) && phones.includes(contact.phone));
  if (isTaken || phones.some((phone) => !isPossible(phone)) || !hasSoundBirthday(parameters)) return { code: 5 };
  found.forEach((contact, index) => {
    contact.phone = phones[index] ?? contact.phone;
    contact.mail = mails[index]?.toLowerCase() ?? contact.mail;
    write(contact, parameters);
    if (parameters.get("grp") !== "") contact.groups = [...groups];
  });
  return DONE;
}

/** The contacts that `phone` and `mail` select. */
export function contactsWith({ contacts }: Cabinet, parameters: Parameters): Contact[] {
  const phones = itemsOf(parameters.get("phone")).map(correctNumber);
  const mails = itemsOf(parameters.get("mail")).map((mail) => mail.toLowerCase());
  return contacts.filter(({ phone, mail }) => (phone !== "" && phones.includes(phone)) || (mail !== "" && mails.includes(mail)));
}

/** A contact as it is listed: `id` is the client's own number, `int_id` the gateway's. */
export function describeContact(contact: Contact): Record<string, Tree> {
  return {
    phone: contact.phone,
    ...(contact.mail ? { mail: contact.mail } : {}),
    name: contact.name,
    group: contact.groups.join(",") || "0",
    first_name: contact.firstName,
    last_name: contact.lastName,
    middle_name: contact.middleName,
    birthday: contact.birthday,
    id: contact.myId,
    comments: contact.comment,
    tags: contact.tags,
    phone_other: contact.otherPhones,
    int_id: contact.id,
  };
}

/** Null when one of the groups does not exist. */
function groupsOf({ groups }: Cabinet, parameters: Parameters): number[] | null {
  const ids = itemsOf(parameters.get("grp")).map(Number);
  return ids.every((id) => groups.some((group) => group.id === id)) ? ids : null;
}

function hasSoundBirthday(parameters: Parameters): boolean {
  return /^(\d{2}\.\d{2}\.\d{4})?$/.test(parameters.get("bd"));
}

function write(contact: Contact, parameters: Parameters) {
  for (const [name, field] of Object.entries(FIELDS)) if (parameters.has(name)) contact[field] = parameters.get(name);
}

function blank(id: number, phone: string, mail: string): Contact {
  const texts = { name: "", lastName: "", firstName: "", middleName: "", birthday: "", myId: "", comment: "", tags: "", otherPhones: "" };
  return { id, phone, mail, ...texts, groups: [] };
}
