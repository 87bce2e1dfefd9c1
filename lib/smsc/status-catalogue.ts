/** What colour and place a status has wherever it is shown. */
export type StatusFamily = "waiting" | "moving" | "delivered" | "read" | "attention" | "failed" | "stopped";

/** What is known of one status code of the gateway. Its words are in `statuses.*` of the catalogue of languages. */
export type StatusEntry = {
  name: string;
  /** The gateway's own `status_name`. */
  documentedName: string;
  family: StatusFamily;
  /** Nothing else is expected. A later report of a higher class still lifts it: 23 may be released, 1 may be read. */
  final: boolean;
  /** Whether a message that ends here is paid for; `maybe` where it still depends on the end, or is not documented. */
  charged: "yes" | "no" | "maybe";
  /** Of two reports about one message the higher class is the truth; within a class the later one. */
  reportClass: number;
};

/**
 * Delivery statuses of the gateway, -3 … 25. Source: SMSC HTTP API, "Message statuses".
 * A code missing here is stored as received and shown by its number.
 */
export const STATUS_CATALOGUE = {
  // Class 0: says what the gateway's working base holds, nothing of the message. It never replaces anything.
  [-3]: {
    name: "not_found",
    documentedName: "Сообщение не найдено",
    family: "attention",
    final: false,
    charged: "maybe",
    reportClass: 0,
  },
  // Class 1: before the carrier. Whatever tells of a carrier is newer, whichever report came first.
  [-2]: {
    name: "stopped",
    documentedName: "Остановлено",
    family: "stopped",
    final: false,
    charged: "maybe",
    reportClass: 1,
  },
  [-1]: {
    name: "waiting",
    documentedName: "Ожидает отправки",
    family: "waiting",
    final: false,
    charged: "maybe",
    reportClass: 1,
  },
  // Class 2: on its way. 23 is here because a moderator may release it after minutes; it then goes to 0 and on.
  0: {
    name: "handed_to_carrier",
    documentedName: "Передано оператору",
    family: "moving",
    final: false,
    charged: "yes",
    reportClass: 2,
  },
  // Class 4: it reached the phone. A failure that was reported before or after cannot undo that.
  1: {
    name: "delivered",
    documentedName: "Доставлено",
    family: "delivered",
    final: true,
    charged: "yes",
    reportClass: 4,
  },
  // Class 5: read or clicked presupposes delivered, so it outranks it in any order of arrival.
  2: { name: "read", documentedName: "Прочитано", family: "read", final: true, charged: "yes", reportClass: 5 },
  // Class 3: the end, without delivery. A late delivery (class 4) still outranks it: phones do come back.
  3: { name: "expired", documentedName: "Просрочено", family: "failed", final: true, charged: "yes", reportClass: 3 },
  4: {
    name: "link_clicked",
    documentedName: "Нажата ссылка",
    family: "read",
    final: true,
    charged: "yes",
    reportClass: 5,
  },
  20: {
    name: "undeliverable",
    documentedName: "Невозможно доставить",
    family: "failed",
    final: true,
    charged: "yes",
    reportClass: 3,
  },
  22: {
    name: "wrong_number",
    documentedName: "Неверный номер",
    family: "failed",
    final: true,
    charged: "no",
    reportClass: 3,
  },
  // Final for counting, so a mailing may complete; class 2, so a release after moderation lifts it.
  23: { name: "banned", documentedName: "Запрещено", family: "attention", final: true, charged: "no", reportClass: 2 },
  24: {
    name: "insufficient_funds",
    documentedName: "Недостаточно средств",
    family: "failed",
    final: true,
    charged: "no",
    reportClass: 3,
  },
  25: {
    name: "number_unavailable",
    documentedName: "Недоступный номер",
    family: "failed",
    final: true,
    charged: "no",
    reportClass: 3,
  },
} as const satisfies Record<number, StatusEntry>;

export type KnownStatus = keyof typeof STATUS_CATALOGUE;

/** The codes in the order a person reads them: from not found to the failures. */
export const STATUS_CODES = [-3, -2, -1, 0, 1, 2, 3, 4, 20, 22, 23, 24, 25] as const satisfies readonly KnownStatus[];

/** Codes below this that we do not know are taken as on their way, from here on as failed (API "Message statuses"). */
export const FIRST_FAILURE = 20;

type CodeRange = { from: number; to: number };

/** All codes that the catalogue does not know, by what they are taken for; a status is a small integer of the database. */
export const UNKNOWN_CODES: Record<"atGateway" | "moving" | "failed", readonly CodeRange[]> = {
  atGateway: [{ from: -32_768, to: -4 }],
  moving: [{ from: 5, to: FIRST_FAILURE - 1 }],
  failed: [
    { from: 21, to: 21 },
    { from: 26, to: 32_767 },
  ],
};

/** Say whether the catalogue knows a code. */
export function isKnownStatus(code: number): code is KnownStatus {
  return Object.hasOwn(STATUS_CATALOGUE, code);
}

/** Give what is known of a code; an unknown one is taken as moving below 20 and as failed from 20 on. */
export function statusEntry(code: number): StatusEntry {
  if (isKnownStatus(code)) return STATUS_CATALOGUE[code];
  const failed = code >= FIRST_FAILURE;
  return {
    name: "unknown",
    documentedName: "",
    family: failed ? "failed" : "attention",
    final: failed,
    charged: "maybe",
    reportClass: failed ? 3 : 2,
  };
}

/** Say whether a message with this status counts as finished. 23 does, though a later report may lift it. */
export function isFinalStatus(code: number): boolean {
  return statusEntry(code).final;
}

/** Give the rank of a report: the status of a message is the maximum of its reports by (class, time, code). */
export function reportClass(code: number): number {
  return statusEntry(code).reportClass;
}

/** Give the key of a code under `statuses.word`, `statuses.meaning`, `statuses.whatToDo`: `minus3` … `25`, or `unknown`. */
export function statusKey(code: number): string {
  if (!isKnownStatus(code)) return "unknown";
  return code < 0 ? `minus${-code}` : String(code);
}

/** Error numbers beside a status. Source: SMSC HTTP API, "Error codes of messages". */
export const ERR_CATALOGUE = {
  0: "none",
  1: "subscriber_does_not_exist",
  2: "mailbox_full",
  3: "mail_server_not_found",
  4: "mailbox_blocked",
  6: "subscriber_offline",
  11: "no_sms_service",
  12: "phone_or_sim_fault",
  13: "subscriber_blocked",
  21: "service_not_supported",
  200: "virtual_sending",
  219: "sim_replaced",
  220: "carrier_queue_full",
  237: "no_answer",
  238: "templates_only",
  239: "address_not_allowed",
  240: "busy",
  241: "not_all_parts_sent",
  242: "answering_machine",
  243: "no_contract",
  244: "mailings_forbidden",
  245: "no_status_within_a_day",
  246: "outside_allowed_hours",
  247: "daily_limit",
  248: "no_route",
  249: "wrong_number_length",
  250: "excluded_by_settings",
  251: "daily_limit_for_number",
  252: "number_forbidden",
  253: "spam_filter",
  254: "sender_not_registered",
  255: "refused_by_carrier",
} as const satisfies Record<number, string>;

export type KnownErr = keyof typeof ERR_CATALOGUE;

/** Give the key of an error number under `statuses.err`, or `unknown`. */
export function errKey(code: number): string {
  return Object.hasOwn(ERR_CATALOGUE, code) ? String(code) : "unknown";
}

const DELIVERED: readonly number[] = [1, 2, 4];

/** Say whether a message of this status has arrived; what was read or clicked was delivered before. */
export function isDelivered(code: number): boolean {
  return DELIVERED.includes(code);
}

/** Say whether a message that ends with this status did not arrive. */
export function isFailure(code: number): boolean {
  return isFinalStatus(code) && reportClass(code) < reportClass(1);
}

/** Final codes that mean it did not arrive. */
export const FINAL_FAILURES = STATUS_CODES.filter(isFailure);
