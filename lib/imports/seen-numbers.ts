const FIRST_SLOTS = 1 << 16;
const FULLEST = 0.6;

/**
 * A set of MSISDNs, 8 bytes a slot outside the heap: a Set of a million strings takes 100 MB, this 17.
 * An MSISDN has at most 15 digits and no leading zero, so a double holds it exactly, and 0 marks an empty slot.
 */
export class SeenNumbers {
  private slots = new Float64Array(FIRST_SLOTS);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Add a number; false when it was there before. */
  add(msisdn: string): boolean {
    if (this.count >= this.slots.length * FULLEST) this.grow();
    const number = Number(msisdn);
    const slot = slotOf(this.slots, number);
    if (this.slots[slot] === number) return false;
    this.slots[slot] = number;
    this.count++;
    return true;
  }

  private grow(): void {
    const larger = new Float64Array(this.slots.length * 2);
    for (const number of this.slots) if (number !== 0) larger[slotOf(larger, number)] = number;
    this.slots = larger;
  }
}

/** The slot of a number, or the empty one where it belongs. `slots.length` is a power of two. */
function slotOf(slots: Float64Array, number: number): number {
  const mask = slots.length - 1;
  let slot = (Math.imul(number % 4_294_967_291, 0x9e3779b1) >>> 7) & mask;
  while (slots[slot] !== 0 && slots[slot] !== number) slot = (slot + 1) & mask;
  return slot;
}
