/** What may well happen is returned, with a `noun.reason` code and the facts to explain it. */
export type Result<T, E extends Failure = Failure> = { ok: true; value: T } | { ok: false; error: E };

/** Worded in `errors.<code>` of the catalogue, with its further fields as arguments. */
export type Failure = { code: string } & Record<string, string | number | boolean | null | undefined>;

export function ok(): Result<undefined, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value };
}

export function err<E extends Failure>(error: E): Result<never, E> {
  return { ok: false, error };
}
