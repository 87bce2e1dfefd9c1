-- CreateEnum
CREATE TYPE "hlr_check_state" AS ENUM ('running', 'stopped', 'completed');

-- CreateTable
CREATE TABLE "hlr_check" (
    "id" SERIAL NOT NULL,
    "request_key" UUID NOT NULL,
    "state" "hlr_check_state" NOT NULL DEFAULT 'running',
    "stop_cause" VARCHAR(60),
    "stopped_at" TIMESTAMPTZ(3),
    "list_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "pasted_count" INTEGER NOT NULL DEFAULT 0,
    "size" INTEGER NOT NULL,
    "suppressed_count" INTEGER NOT NULL DEFAULT 0,
    "recent_count" INTEGER NOT NULL DEFAULT 0,
    "quoted_cost" DECIMAL(14,4),
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "hlr_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hlr_result" (
    "message_id" BIGINT NOT NULL,
    "check_id" INTEGER NOT NULL,
    "country" VARCHAR(100),
    "carrier" VARCHAR(100),
    "roaming_country" VARCHAR(100),
    "roaming_carrier" VARCHAR(100),
    "learnt_at" TIMESTAMPTZ(3),

    CONSTRAINT "hlr_result_pkey" PRIMARY KEY ("message_id")
);

-- AlterTable
ALTER TABLE "submission" ADD COLUMN "hlr_check_id" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "hlr_check_request_key_key" ON "hlr_check"("request_key");

-- CreateIndex
CREATE INDEX "hlr_result_check_id_message_id_idx" ON "hlr_result"("check_id", "message_id");

-- CreateIndex
CREATE INDEX "hlr_result_unlearnt_idx" ON "hlr_result"("check_id", "message_id") WHERE (learnt_at is null);

-- CreateIndex
CREATE INDEX "submission_hlr_idx" ON "submission"("hlr_check_id", "state", "id") WHERE (hlr_check_id is not null);

-- AddForeignKey
ALTER TABLE "hlr_result" ADD CONSTRAINT "hlr_result_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "hlr_check"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hlr_result" ADD CONSTRAINT "hlr_result_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_hlr_check_id_fkey" FOREIGN KEY ("hlr_check_id") REFERENCES "hlr_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A request carries a mailing or a check, never both.
ALTER TABLE "submission" ADD CONSTRAINT "submission_one_parent" CHECK ("mailing_id" IS NULL OR "hlr_check_id" IS NULL);
ALTER TABLE "hlr_check" ADD CONSTRAINT "hlr_check_size" CHECK ("size" > 0);
