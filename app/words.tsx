"use client";

import dynamic from "next/dynamic";
import type { ComponentType, ReactNode } from "react";
import type { Locale } from "@/lib/i18n/config";

/** A language at a time: a browser loads the one that it shows. */
const WORDS: Record<Locale, ComponentType<{ children: ReactNode }>> = {
  en: dynamic(() => import("./words-en")),
  ru: dynamic(() => import("./words-ru")),
};

/** The words for client components. */
export function Words({ locale, children }: { locale: Locale; children: ReactNode }) {
  const Language = WORDS[locale];
  return <Language>{children}</Language>;
}
