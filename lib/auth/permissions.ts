export const ROLES = ["admin", "marketer", "operator", "support"] as const;
export type Role = (typeof ROLES)[number];

const ALL: readonly Role[] = ROLES;
const MARKETER: readonly Role[] = ["admin", "marketer"];
const OPERATOR: readonly Role[] = ["admin", "operator"];
const BOTH: readonly Role[] = ["admin", "marketer", "operator"];
const ADMIN: readonly Role[] = ["admin"];

/** Who may do what. The only place that says so; a deed that is not listed does not exist. */
export const PERMISSIONS = {
  "message.look_up": ALL,
  "message.ask": ALL,
  /** To see a whole number; every time is audited. */
  "message.reveal": ALL,
  /** To enter what the gateway's support service says of a message nobody has seen the end of. */
  "message.answer": OPERATOR,
  "message.send_single": OPERATOR,
  /** A draft's text to one's own phone. */
  "message.send_test": MARKETER,
  "reply.read": ALL,
  /** Mark replies as read and done. */
  "reply.handle": ALL,
  "stop_words.write": MARKETER,
  "suppression.read": ALL,
  "suppression.add": ALL,
  /** Many numbers at once: what a check or failures say does not exist. */
  "suppression.quarantine": MARKETER,
  "suppression.lift": ADMIN,
  "suppression.export": BOTH,
  "contact.read": BOTH,
  "contact.write": MARKETER,
  "contact.import": MARKETER,
  /** Many at once, to take away. */
  "contact.export": MARKETER,
  "list.read": BOTH,
  "list.write": MARKETER,
  "mailing.read": BOTH,
  "mailing.compose": MARKETER,
  "mailing.launch": BOTH,
  /** Pause, resume, cancel and speed of one's own mailings. Gate with this one, then ask `canSteer`. */
  "mailing.steer_own": BOTH,
  /** The same for any mailing. */
  "mailing.steer": OPERATOR,
  "mailing.export": BOTH,
  /** Ask the carriers about numbers, for money; and what to do with what they say. */
  "hlr.run": MARKETER,
  "hlr.read": BOTH,
  "balance.read": BOTH,
  "balance.refresh": BOTH,
  "operator.manage": ADMIN,
  "settings.manage": ADMIN,
  "exchange.read": ADMIN,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Tell whether a role has a permission. */
export function can(role: Role, permission: Permission): boolean {
  return PERMISSIONS[permission].includes(role);
}

/** Tell whether a person may pause, resume, cancel or change the speed of this mailing. */
export function canSteer(operator: { id: number; role: Role }, mailing: { createdById: number | null }): boolean {
  if (can(operator.role, "mailing.steer")) return true;
  return can(operator.role, "mailing.steer_own") && mailing.createdById === operator.id;
}
