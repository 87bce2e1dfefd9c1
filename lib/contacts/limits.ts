export const ATTRIBUTES_MAX_COUNT = 50;
