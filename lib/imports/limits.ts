/** A larger file is refused while it arrives. */
export const FILE_MAX_BYTES = 512 * 1024 * 1024;
/** Numbers seen are kept in memory while a file is read: 16 bytes a row. */
export const ROWS_MAX_COUNT = 10_000_000;
export const PREVIEW_ROWS = 20;
export const COLUMNS_MAX_COUNT = 200;

export const ENCODINGS = ["utf-8", "windows-1251", "utf-16le", "utf-16be"] as const;
export const DELIMITERS = [",", ";", "\t"] as const;
