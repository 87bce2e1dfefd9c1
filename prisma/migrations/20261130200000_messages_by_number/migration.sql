-- CreateIndex
CREATE INDEX "message_submission_id_msisdn_idx" ON "message"("submission_id", "msisdn");

-- DropIndex
DROP INDEX "message_submission_id_id_idx";
