-- AlterTable
ALTER TABLE "mailing" ADD COLUMN "restored_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "mailing_restored_idx" ON "mailing"("restored_at") WHERE (restored_at is not null);
