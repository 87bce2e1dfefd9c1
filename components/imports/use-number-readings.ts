"use client";

import { useEffect, useState } from "react";
import type { Preview } from "@/lib/imports/reads";
import type { NumberReading, readNumbers } from "@/lib/sms/read-numbers";

type Rules = { read: typeof readNumbers };

/**
 * What the rows' cells in the chosen column become as numbers, one entry a row; null while that is not known. The server
 * has read them as they were guessed; the rules of every country are loaded only when something else is chosen.
 */
export function useNumberReadings({ rows, numbers }: Preview, column: number, country: string): NumberReading[] | null {
  const [rules, setRules] = useState<Rules | null>(null);
  const isAsGuessed = column === numbers.column && country === numbers.country;
  const isMissing = !isAsGuessed && column >= 0 && rules === null;
  useEffect(() => {
    if (isMissing) void import("@/lib/sms/read-numbers").then(({ readNumbers: read }) => setRules({ read }));
  }, [isMissing]);
  if (isAsGuessed) return numbers.readings;
  return rules && column >= 0 ? rules.read(rows, column, country) : null;
}
