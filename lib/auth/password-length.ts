/** Shorter ones fall to a list of common passwords within the sign-in limit. */
export const PASSWORD_MIN_LENGTH = 12;
