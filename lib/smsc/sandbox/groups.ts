import { created, DONE, listed, type Result } from "./answers";
import type { Cabinet, Group } from "./cabinet";
import { contactsWith } from "./contacts";
import type { Parameters } from "./parameters";
import { capitalise } from "./templates";
import type { World } from "./world";

/** A blank name or a number that another group has cannot be saved. */
export function addGroup({ cabinet }: World, parameters: Parameters): Result {
  const group: Group = { id: cabinet.nextRecordId, name: "", number: null, type: parameters.is("type") ? 1 : 0 };
  if (!write(cabinet, group, parameters)) return { code: 5 };
  cabinet.groups.push(group);
  return created(cabinet.nextRecordId++);
}

export function changeGroup({ cabinet }: World, parameters: Parameters): Result {
  const group = find(cabinet, parameters);
  if (!group) return { code: 3 };
  return write(cabinet, group, parameters) ? DONE : { code: 5 };
}

/** Its contacts stay, without it. */
export function deleteGroup({ cabinet }: World, parameters: Parameters): Result {
  const group = find(cabinet, parameters);
  if (!group) return { code: 3 };
  cabinet.groups = cabinet.groups.filter((other) => other !== group);
  for (const contact of cabinet.contacts) contact.groups = contact.groups.filter((id) => id !== group.id);
  return DONE;
}

/** `move_group`: 1 into this group and out of the others, 2 into this one as well, 3 out of it. */
export function moveToGroup({ cabinet }: World, parameters: Parameters): Result {
  const group = find(cabinet, parameters);
  const contacts = contactsWith(cabinet, parameters);
  const way = parameters.get("move_group");
  if (!["1", "2", "3"].includes(way)) return { code: 1 };
  if (!group || contacts.length === 0) return { code: 3 };
  for (const contact of contacts) {
    const others = contact.groups.filter((id) => id !== group.id);
    contact.groups = way === "1" ? [group.id] : way === "2" ? [...others, group.id] : others;
  }
  return DONE;
}

export function listGroups({ cabinet }: World): Result {
  if (cabinet.groups.length === 0) return { code: 3 };
  const sizeOf = (id: number) => String(cabinet.contacts.filter(({ groups }) => groups.includes(id)).length);
  return listed(
    cabinet.groups.map(({ id, name, number }) => ({ id, name, ...(number === null ? {} : { number }), cnt: sizeOf(id) })),
    "group",
  );
}

function find({ groups }: Cabinet, parameters: Parameters): Group | undefined {
  return groups.find(({ id }) => String(id) === parameters.get("grp"));
}

function write({ groups }: Cabinet, group: Group, parameters: Parameters): boolean {
  const name = parameters.has("name") ? parameters.get("name").trim() : group.name;
  const number = parameters.get("num") === "" ? group.number : Number(parameters.get("num"));
  const isTaken = number !== null && groups.some((other) => other !== group && other.number === number);
  if (name === "" || isTaken || (number !== null && !Number.isSafeInteger(number))) return false;
  group.name = capitalise(name);
  group.number = number;
  return true;
}
