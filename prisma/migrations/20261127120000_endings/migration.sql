-- AlterTable
ALTER TABLE "message" ADD COLUMN "seen_at" TIMESTAMPTZ(3),
ADD COLUMN "ended_as" VARCHAR(12),
ADD COLUMN "ended_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "message_ended_idx" ON "message"("mailing_id", "id") WHERE (ended_as is not null);

-- AlterTable
ALTER TABLE "history_sweep" ADD COLUMN "concluded_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "gateway_settings" ADD COLUMN "pairs_per_request" SMALLINT NOT NULL DEFAULT 500,
ADD COLUMN "final_within_days" SMALLINT NOT NULL DEFAULT 3;
