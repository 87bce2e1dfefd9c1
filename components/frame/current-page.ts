/** The page of the side bar that an address belongs to: the longest of them that it begins with. */
export function currentPage<Page extends { href: string }>(pages: readonly Page[], pathname: string): Page | null {
  const within = pages.filter(({ href }) => pathname === href || (href !== "/" && pathname.startsWith(`${href}/`)));
  return within.reduce<Page | null>((best, page) => (best && best.href.length >= page.href.length ? best : page), null);
}
