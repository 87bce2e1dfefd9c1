import { created, DONE, listed, type Result } from "./answers";
import type { Template } from "./cabinet";
import type { Parameters } from "./parameters";
import type { World } from "./world";

const COMMANDS = ["add", "chg", "del", "get"];
const FORMATS = ["", "sms", "flash", "bin", "push", "mms", "call", "mail", "viber"];

/** templates.php. Source: SMSC HTTP API, "templates.php, op_templates.php". */
export const templates = {
  lacks(parameters: Parameters): boolean {
    if (parameters.is("add")) return !parameters.has("name") || parameters.get("msg") === "";
    if (parameters.is("chg") || parameters.is("del")) return parameters.get("id") === "";
    return !COMMANDS.some((command) => parameters.is(command));
  },

  isTooOften: ({ limits }: World, parameters: Parameters) => limits.identical("templates", parameters.identity),

  handle({ cabinet }: World, parameters: Parameters): Result {
    if (parameters.is("get")) return cabinet.templates.length === 0 ? { code: 3 } : listed(cabinet.templates.map(describe));
    if (parameters.is("add")) {
      const template = { id: cabinet.nextRecordId, name: "", message: "", format: "", sender: "", flag: 0 };
      if (!write(template, parameters)) return { code: 5 };
      cabinet.templates.push(template);
      return created(cabinet.nextRecordId++);
    }
    const known = cabinet.templates.find(({ id }) => String(id) === parameters.get("id"));
    // Plain text whatever format was asked for: so seen on the wire.
    if (!known) return { code: 3, isPlain: true };
    if (parameters.is("chg")) return write(known, parameters) ? DONE : { code: 5 };
    cabinet.templates = cabinet.templates.filter((other) => other !== known);
    return DONE;
  },
};

function write(template: Template, parameters: Parameters): boolean {
  const given = (name: string, present: string) => (parameters.has(name) ? parameters.get(name) : present);
  const [name, format] = [capitalise(given("name", template.name)), given("format", template.format)];
  if (name.trim() === "" || !FORMATS.includes(format)) return false;
  Object.assign(template, { name, format, message: given("msg", template.message), sender: given("sender", template.sender) });
  if (parameters.has("fl[1]")) template.flag = parameters.is("fl[1]") ? 1 : 0;
  return true;
}

function describe({ id, name, message, format, sender, flag }: Template) {
  return { id, name, message, format, sender, flag };
}

/** The server changes the case of the first letter of a name. */
export function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
