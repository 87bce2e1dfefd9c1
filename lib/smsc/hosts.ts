/** Sites whose reserve host is known. Source: SMSC HTTP API, "Hosts and scripts". */
const PUBLIC_HOSTS = new Set(["smsc.ru", "smscentre.com", "smsc.ua", "smsc.kz", "smsc.tj"]);

/** Name the reserve hosts of a base URL: `www2.<domain>` for the public sites, none for anything else. */
export function reserveUrlsOf(baseUrl: string): string[] {
  const url = new URL(baseUrl);
  const domain = url.hostname.replace(/^www\./, "");
  if (!PUBLIC_HOSTS.has(domain)) return [];
  url.hostname = `www2.${domain}`;
  return [url.href];
}
