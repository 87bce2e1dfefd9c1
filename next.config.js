import { hintCompilation } from "./lib/start/hint-compilation.mjs";

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; a start on a fresh clone need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "pg-copy-streams", "graphile-worker", "undici", "@prisma/client", "@prisma/adapter-pg"],
  compiler: { runAfterProductionCompile: hintCompilation },
  // Words are compiled here, and what would parse them stays out of the pages.
  turbopack: {
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
    rules: Object.fromEntries(
      ["en", "ru"].map((locale) => [`**/lib/i18n/${locale}/*.json`, { loaders: ["./lib/i18n/compile-words.mjs"], as: "*.js" }]),
    ),
  },
};

export default nextConfig;
