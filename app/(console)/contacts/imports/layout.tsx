import type { ReactNode } from "react";
import { SectionWords } from "@/app/(console)/section-words";

export default function ImportsLayout({ children }: { children: ReactNode }) {
  return <SectionWords of="imports">{children}</SectionWords>;
}
