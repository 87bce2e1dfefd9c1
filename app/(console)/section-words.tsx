import type { ReactNode } from "react";
import { MoreWords } from "@/app/more-words";
import { messagesOf, type SectionNamespace } from "@/lib/i18n/messages";
import { getLocale } from "@/lib/i18n/request";

/** For the layout of a section whose client components have words of their own: they come with its pages. */
export async function SectionWords({ of, children }: { of: SectionNamespace; children: ReactNode }) {
  return <MoreWords words={messagesOf(await getLocale(), [of])}>{children}</MoreWords>;
}
