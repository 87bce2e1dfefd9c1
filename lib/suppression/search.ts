/**
 * The digits of a number's beginning that somebody searches by; null when it is no number. One written as inside Russia
 * is read as such.
 */
export function msisdnPrefix(search: string): string | null {
  const text = search.trim();
  if (!/^\+?[\d\s().-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, "").slice(0, 15);
  if (digits === "") return null;
  return /^89\d*$/.test(digits) && !text.startsWith("+") ? `7${digits.slice(1)}` : digits;
}
