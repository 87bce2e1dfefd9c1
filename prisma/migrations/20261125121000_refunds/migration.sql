-- AlterTable
ALTER TABLE "message" ADD COLUMN     "charged" DECIMAL(12,4),
ADD COLUMN     "refunded" DECIMAL(12,4);
