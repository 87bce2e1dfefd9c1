/** From the proxy to the layout; a request's own header of that name is overwritten. */
export const NONCE_HEADER = "x-nonce";

/** Path and query of the page asked for, so that sign-in can lead back to it. */
export const PATH_HEADER = "x-path";

/** Headers of every page beside the content policy. */
export const SECURITY_HEADERS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
};

/**
 * Build the Content-Security-Policy of one page.
 *
 * Style elements need the nonce like scripts do. Style attributes are allowed: positions of pop-ups and widths of bars are
 * written into them by the server, and they can load nothing that `img-src` and `font-src` do not allow.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: { nonce: string; isDevelopment: boolean }): string {
  // React's development build rebuilds server stacks with eval; Next's puts styles into the page without a nonce.
  const script = isDevelopment ? " 'unsafe-eval'" : "";
  const styleElements = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script}`,
    `style-src-elem 'self' ${styleElements}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}
