import { addContacts, changeContacts, contactsWith, describeContact, itemsOf } from "./contacts";
import { created, DONE, listed, type Result } from "./answers";
import { addGroup, changeGroup, deleteGroup, listGroups, moveToGroup } from "./groups";
import { correctNumber } from "./numbers";
import type { Parameters } from "./parameters";
import type { World } from "./world";

type Command = { needs: (parameters: Parameters) => boolean; run: (world: World, parameters: Parameters) => Result };

const hasAddress = (parameters: Parameters) => parameters.get("phone") !== "" || parameters.get("mail") !== "";
const hasPhone = (parameters: Parameters) => parameters.get("phone") !== "";
const hasGroup = (parameters: Parameters) => parameters.get("grp") !== "";
const always = () => true;

/** Every command; what it cannot do without is checked before the credentials. */
const COMMANDS: Readonly<Record<string, Command>> = {
  add: { needs: hasAddress, run: addContacts },
  chg: { needs: hasAddress, run: changeContacts },
  del: { needs: hasAddress, run: deleteContacts },
  get: { needs: always, run: listContacts },
  add_group: { needs: (parameters) => parameters.has("name"), run: addGroup },
  chg_group: { needs: hasGroup, run: changeGroup },
  move_group: { needs: (parameters) => hasGroup(parameters) && hasAddress(parameters), run: moveToGroup },
  del_group: { needs: hasGroup, run: deleteGroup },
  get_group: { needs: always, run: listGroups },
  add_black: { needs: hasPhone, run: addToBlackList },
  del_black: { needs: hasPhone, run: removeFromBlackList },
};

const PAGE = 1_000;

/** phones.php: contacts, groups, black list. Source: SMSC HTTP API, "phones.php: contacts, groups, black list". */
export const phones = {
  lacks: (parameters: Parameters) => commandOf(parameters)?.needs(parameters) !== true,
  isTooOften: ({ limits }: World, parameters: Parameters) => limits.identical("phones", parameters.identity),
  handle: (world: World, parameters: Parameters): Result => commandOf(parameters)?.run(world, parameters) ?? { code: 1 },
};

function commandOf(parameters: Parameters): Command | undefined {
  const name = Object.keys(COMMANDS).find((candidate) => (candidate === "move_group" ? parameters.get(candidate) !== "" : parameters.is(candidate)));
  return name === undefined ? undefined : COMMANDS[name];
}

function listContacts({ cabinet }: World, parameters: Parameters): Result {
  const [group, fio, search] = ["grp", "fio", "search"].map((name) => parameters.get(name).toLowerCase());
  const asked = itemsOf(parameters.get("phone")).map(correctNumber);
  const after = Number(parameters.get("after_id")) || 0;
  const found = cabinet.contacts.filter((contact) => {
    const names = [contact.name, contact.lastName, contact.firstName, contact.middleName].join(" ").toLowerCase();
    const all = [names, contact.phone, contact.mail, contact.comment, contact.tags, contact.otherPhones].join(" ").toLowerCase();
    const isInGroup = !group || contact.groups.includes(Number(group));
    return (
      contact.id > after &&
      isInGroup &&
      (asked.length === 0 || asked.includes(contact.phone)) &&
      names.includes(fio ?? "") &&
      all.includes(search ?? "")
    );
  });
  return found.length === 0 ? { code: 3 } : listed(found.slice(0, PAGE).map(describeContact), "contact");
}

function deleteContacts({ cabinet }: World, parameters: Parameters): Result {
  const found = contactsWith(cabinet, parameters);
  if (found.length === 0) return { code: 3 };
  cabinet.contacts = cabinet.contacts.filter((contact) => !found.includes(contact));
  return DONE;
}

/** `type`: 0 all messages, 1 mass only, 2 single only. */
function addToBlackList({ cabinet }: World, parameters: Parameters): Result {
  const numbers = itemsOf(parameters.get("phone")).map(correctNumber);
  const type = Number(parameters.get("type")) || 0;
  if (numbers.length === 0 || ![0, 1, 2].includes(type)) return { code: 1 };
  const id = cabinet.nextRecordId++;
  for (const number of numbers) cabinet.blackList[number] = { id, type };
  return created(id);
}

function removeFromBlackList({ cabinet }: World, parameters: Parameters): Result {
  const numbers = itemsOf(parameters.get("phone")).map(correctNumber);
  if (!numbers.some((number) => number in cabinet.blackList)) return { code: 3 };
  for (const number of numbers) delete cabinet.blackList[number];
  return DONE;
}
