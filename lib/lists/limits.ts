export const LIST_NAME_MAX_LENGTH = 120;
