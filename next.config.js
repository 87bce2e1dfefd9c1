/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["pg", "pg-copy-streams", "graphile-worker", "undici", "@prisma/client", "@prisma/adapter-pg"],
};

export default nextConfig;
