import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
  // Generating the client needs no database; the placeholder is never connected to.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost:5432/signalbox" },
});
