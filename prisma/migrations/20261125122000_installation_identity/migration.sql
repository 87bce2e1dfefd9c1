-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "alive_at" TIMESTAMPTZ(3),
ADD COLUMN     "cluster" VARCHAR(80),
ADD COLUMN     "identity" UUID;
