import {
  Ban,
  BookOpen,
  ChartColumn,
  Circle,
  FileUp,
  LayoutDashboard,
  ListChecks,
  Palette,
  PlugZap,
  ScrollText,
  Server,
  type LucideIcon,
  Megaphone,
  MessageCircleReply,
  MessageSquarePlus,
  RadioTower,
  Search,
  Settings,
  Users,
  Wallet,
} from "lucide-react";

const ICON: Record<string, LucideIcon> = {
  dashboard: LayoutDashboard,
  mailings: Megaphone,
  look_up: Search,
  replies: MessageCircleReply,
  delivery: ChartColumn,
  send_one: MessageSquarePlus,
  contacts: Users,
  lists: ListChecks,
  imports: FileUp,
  hlr: RadioTower,
  suppression: Ban,
  balance: Wallet,
  gateway_mailings: Server,
  connection: PlugZap,
  exchanges: ScrollText,
  statuses: BookOpen,
  design: Palette,
  settings: Settings,
};

/** The icon of a page of the side bar. */
export function NavigationIcon({ name, className }: { name: string; className?: string }) {
  const Icon = ICON[name] ?? Circle;
  return <Icon aria-hidden className={className} />;
}
