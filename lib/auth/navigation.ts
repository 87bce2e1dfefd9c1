import { can, type Permission, type Role } from "@/lib/auth/permissions";

/** `key` is worded in `nav.item.<key>`, `group` in `nav.group.<group>`. */
export type NavItem = { key: string; href: string; group: NavGroup };
export type NavGroup = "work" | "people" | "account" | "help";

type Entry = NavItem & { permission: Permission; /** About the program itself: shown where no message leaves. */ onlyInSandbox?: true };

/** Every page of the side bar, in its order. A page stands here only when it works. */
export const NAVIGATION: readonly Entry[] = [
  { key: "dashboard", href: "/", group: "work", permission: "mailing.read" },
  { key: "mailings", href: "/mailings", group: "work", permission: "mailing.read" },
  { key: "look_up", href: "/messages", group: "work", permission: "message.look_up" },
  { key: "replies", href: "/replies", group: "work", permission: "reply.read" },
  { key: "delivery", href: "/delivery", group: "work", permission: "mailing.read" },
  { key: "send_one", href: "/messages/new", group: "work", permission: "message.send_single" },
  { key: "contacts", href: "/contacts", group: "people", permission: "contact.read" },
  { key: "lists", href: "/lists", group: "people", permission: "list.read" },
  { key: "imports", href: "/contacts/imports", group: "people", permission: "contact.import" },
  { key: "hlr", href: "/hlr", group: "people", permission: "hlr.read" },
  { key: "suppression", href: "/suppression", group: "people", permission: "suppression.read" },
  { key: "balance", href: "/balance", group: "account", permission: "balance.read" },
  { key: "gateway_mailings", href: "/gateway/mailings", group: "account", permission: "mailing.read" },
  { key: "connection", href: "/connection", group: "account", permission: "settings.manage" },
  { key: "exchanges", href: "/connection/log", group: "account", permission: "exchange.read" },
  { key: "statuses", href: "/help/statuses", group: "help", permission: "message.look_up" },
  { key: "design", href: "/design", group: "help", permission: "settings.manage", onlyInSandbox: true },
];

/** The pages a role may open, in order. */
export function navigationOf(role: Role, isSandbox = false): NavItem[] {
  return NAVIGATION.filter(({ permission, onlyInSandbox }) => can(role, permission) && (isSandbox || !onlyInSandbox)).map(({ key, href, group }) => ({
    key,
    href,
    group,
  }));
}

/** Where a role's work is. */
const LANDING: Record<Role, string> = { admin: "/", operator: "/", marketer: "/mailings", support: "/messages" };

/** The page a person sees after signing in. */
export function landingOf(role: Role): string {
  return LANDING[role];
}

/** A path of this console to come back to, or null: anything that a browser might take for another host is refused. */
export function ownPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 500) return null;
  if (!/^\/(?![/\\])[^\\\s]*$/.test(value)) return null;
  const { origin, pathname, search } = new URL(value, "http://console.invalid");
  return origin === "http://console.invalid" && !pathname.startsWith("//") ? pathname + search : null;
}
