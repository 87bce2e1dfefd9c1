-- AlterTable
ALTER TABLE "submission" ADD COLUMN "unit_cost" DECIMAL(12,4);
