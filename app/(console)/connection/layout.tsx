import type { ReactNode } from "react";
import { SectionWords } from "@/app/(console)/section-words";

export default function ConnectionLayout({ children }: { children: ReactNode }) {
  return <SectionWords of="connection">{children}</SectionWords>;
}
