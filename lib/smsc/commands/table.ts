import type { Gateway } from "../gateway";
import { balance } from "./balance";
import { blackList } from "./black-list";
import type { Command } from "./command";
import { contacts } from "./contacts";
import { groups } from "./groups";
import { history } from "./history";
import { mailings } from "./mailings";
import { numbers } from "./numbers";
import { senders } from "./senders";
import { lookups, quote, send } from "./sending";
import { shortLinks } from "./short-links";
import { messages, status, statuses } from "./statuses";
import { subAccounts } from "./sub-accounts";
import { templates } from "./templates";

/** The commands of sending and asking, that the console lives by. */
export const CORE_COMMANDS = { send, quote, status, statuses, balance };

/** All other commands, by what they are about. */
export const COMMAND_GROUPS = {
  lookups,
  messages,
  mailings,
  contacts,
  groups,
  blackList,
  senders,
  templates,
  history,
  numbers,
  shortLinks,
  subAccounts,
};

type Groups = typeof COMMAND_GROUPS;
type MethodOf<C> = C extends Command<infer P, infer A> ? (parameters: P) => Promise<A> : never;

/** Everything else the gateway can do for a console: `gateway.mailings.cancel({ mailingId })`. */
export type GatewayCommands = { [G in keyof Groups]: { [N in keyof Groups[G]]: MethodOf<Groups[G][N]> } };

/** Makes one request. The client's goes to the gateway; a governor's keeps the limits and hands on to the client's. */
export type RunCommand = <P, A>(command: Command<P, A>, parameters: P) => Promise<A>;

/** Every command by its name: `send`, `mailings.add`. */
export const COMMANDS: Readonly<Record<string, Command<never, unknown>>> = {
  ...CORE_COMMANDS,
  ...Object.fromEntries(
    Object.entries(COMMAND_GROUPS).flatMap(([group, commands]) =>
      Object.entries(commands).map(([name, command]) => [`${group}.${name}`, command as Command<never, unknown>]),
    ),
  ),
};

/** Make the methods of all groups out of one way to run a command. */
export function bindCommands(run: RunCommand): GatewayCommands {
  const bind = (commands: object) =>
    Object.fromEntries(
      Object.entries(commands).map(([name, command]) => [name, (parameters: unknown) => run(command as Command<unknown, unknown>, parameters)]),
    );
  return Object.fromEntries(Object.entries(COMMAND_GROUPS).map(([group, commands]) => [group, bind(commands)])) as GatewayCommands;
}

/** The methods that the console lives by, out of one way to run a command. */
export function bindCore(run: RunCommand): Gateway {
  return {
    send: (request) => run(CORE_COMMANDS.send, request),
    quote: (request) => run(CORE_COMMANDS.quote, request),
    status: (pair, detail) => run(CORE_COMMANDS.status, { pair, detail }),
    statuses: async (pairs, detail) => (pairs.length === 0 ? [] : run(CORE_COMMANDS.statuses, { pairs, detail })),
    balance: () => run(CORE_COMMANDS.balance, undefined),
  };
}
