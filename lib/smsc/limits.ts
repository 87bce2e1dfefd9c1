import { limitsOf, type Command, type RequestLimit } from "./commands/command";

/** So many uses a minute of what `key` names, for all processes of the account together. */
export type Allowance = RequestLimit;

/** What a request takes from the account: a place among the simultaneous ones, and its allowances. */
export type Demand = {
  /** Numbered places it may take, the best first. */
  places: readonly number[];
  allowances: readonly Allowance[];
};

const LOWEST_OF_LANES = 3;
const STATUS_PLACES = 4;
const ALL_PLACES = 10;

const upward = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/**
 * Ten places of the fifteen at which the gateway refuses. status.php may fill four of its five; lanes, which keep theirs
 * while there is something to send, leave two to everything else. Source: SMSC HTTP API, "Error 9 by script".
 */
export const PLACES = {
  lane: upward(LOWEST_OF_LANES, ALL_PLACES).reverse(),
  status: upward(1, STATUS_PLACES),
  other: upward(1, ALL_PLACES).reverse(),
} as const;

/** Work out what one request of a command takes. The allowances are the gateway's own, to the last use. */
export function demandOf<P>(command: Command<P, unknown>, parameters: P): Demand {
  return { places: command.script === "status.php" ? PLACES.status : PLACES.other, allowances: limitsOf(command, parameters) };
}
