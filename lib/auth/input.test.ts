import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldErrors } from "@/lib/auth/action-result";
import { fieldCodes } from "@/lib/auth/input";

const schema = z.object({
  name: z.string().min(1).max(5),
  email: z.email(),
  speed: z.number().min(10).max(100),
  lists: z.array(z.object({ id: z.number() })).min(1),
  at: z
    .string()
    .refine((value) => value !== "past", "time_in_the_past")
    .optional(),
});

const codesOf = (input: unknown) => fieldCodes(schema.safeParse(input, { reportInput: true }).error?.issues ?? []);

describe("a refused input", () => {
  it("names every field and one code for each", () => {
    expect(codesOf({ name: "", email: "no", speed: 5, lists: [], at: "past" })).toEqual({
      name: "required",
      email: "invalid",
      speed: "too_small",
      lists: "required",
      at: "time_in_the_past",
    });
  });

  it("tells what is missing from what is too long or too big", () => {
    expect(codesOf({ name: "too long a name", speed: 500, lists: [{ id: "x" }] })).toEqual({
      name: "too_long",
      email: "required",
      speed: "too_big",
      "lists.0.id": "invalid",
    });
  });

  it("is read by the form, and any other answer is not", () => {
    expect(fieldErrors({ ok: false, error: { code: "input.invalid", fields: { name: "required" } } })).toEqual({
      name: "required",
    });
    expect(fieldErrors({ ok: false, error: { code: "mailing.not_found" } })).toEqual({});
    expect(fieldErrors({ ok: true })).toEqual({});
    expect(fieldErrors(null)).toEqual({});
  });
});
