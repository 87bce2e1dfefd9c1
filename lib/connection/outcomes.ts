/** How an exchange ended. */
export const OUTCOMES = ["ok", "refused", "not_sent", "unknown"] as const;
