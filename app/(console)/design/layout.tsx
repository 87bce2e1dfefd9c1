import type { ReactNode } from "react";
import { SectionWords } from "@/app/(console)/section-words";

export default function DesignLayout({ children }: { children: ReactNode }) {
  return <SectionWords of="design">{children}</SectionWords>;
}
