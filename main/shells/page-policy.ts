/**
 * The content security policy of the page. Scripts, styles, pictures and fonts come from the
 * bundle; nothing connects, embeds, submits, opens a window or leaves. `sandbox` without
 * `allow-popups`, `allow-modals`, `allow-downloads` and `allow-top-navigation` holds also where a
 * click of a person would permit them.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  'sandbox allow-scripts allow-same-origin allow-forms',
].join('; ');

/** Sent with every file of the page, in both shells. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': PAGE_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), usb=(), hid=(), serial=(), bluetooth=(), clipboard-read=(), display-capture=(), payment=(), publickey-credentials-get=()',
  'Cache-Control': 'no-store',
};
