import type { ReactNode } from "react";
import { SectionWords } from "@/app/(console)/section-words";

export default function GatewayLayout({ children }: { children: ReactNode }) {
  return <SectionWords of="connection">{children}</SectionWords>;
}
