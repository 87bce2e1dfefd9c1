-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'marketer', 'operator', 'support');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('uploading', 'uploaded', 'queued', 'running', 'completed', 'failed', 'canceled');

-- CreateEnum
CREATE TYPE "mailing_state" AS ENUM ('draft', 'awaiting_approval', 'scheduled', 'planning', 'sending', 'paused', 'canceled', 'completed');

-- CreateEnum
CREATE TYPE "submission_state" AS ENUM ('queued', 'submitting', 'accepted', 'refused', 'unconfirmed');

-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('mailing', 'single', 'test', 'hlr', 'outside');

-- CreateTable
CREATE TABLE "operator" (
    "id" SERIAL NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "locale" VARCHAR(5) NOT NULL DEFAULT 'en',
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "kind" VARCHAR(10) NOT NULL,
    "seeded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "operator_id" INTEGER,
    "event" VARCHAR(60) NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" VARCHAR(500),
    "address" VARCHAR(64),

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" SERIAL NOT NULL,
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "name" VARCHAR(200),
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailing_list" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "member_count" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mailing_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_member" (
    "list_id" INTEGER NOT NULL,
    "contact_id" INTEGER NOT NULL,

    CONSTRAINT "list_member_pkey" PRIMARY KEY ("list_id","contact_id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "source" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("msisdn")
);

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'uploading',
    "file_name" VARCHAR(255) NOT NULL,
    "file_size" BIGINT NOT NULL DEFAULT 0,
    "file_hash" VARCHAR(64),
    "stored_as" VARCHAR(255),
    "encoding" VARCHAR(20),
    "delimiter" VARCHAR(3),
    "has_header" BOOLEAN NOT NULL DEFAULT true,
    "mapping" JSONB,
    "default_country" VARCHAR(2) NOT NULL DEFAULT 'RU',
    "list_id" INTEGER,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "created_count" INTEGER NOT NULL DEFAULT 0,
    "updated_count" INTEGER NOT NULL DEFAULT 0,
    "unchanged_count" INTEGER NOT NULL DEFAULT 0,
    "duplicate_count" INTEGER NOT NULL DEFAULT 0,
    "rejected_count" INTEGER NOT NULL DEFAULT 0,
    "suppressed_count" INTEGER NOT NULL DEFAULT 0,
    "failure" VARCHAR(60),
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_reject" (
    "import_id" INTEGER NOT NULL,
    "row_number" INTEGER NOT NULL,
    "reason" VARCHAR(40) NOT NULL,
    "line" VARCHAR(500) NOT NULL,

    CONSTRAINT "import_reject_pkey" PRIMARY KEY ("import_id","row_number")
);

-- CreateTable
CREATE TABLE "mailing" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "personalised" BOOLEAN NOT NULL DEFAULT false,
    "sender" VARCHAR(15),
    "state" "mailing_state" NOT NULL DEFAULT 'draft',
    "pasted_msisdns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scheduled_at" TIMESTAMPTZ(3),
    "speed_per_minute" INTEGER,
    "slice_size" INTEGER NOT NULL DEFAULT 100,
    "audience_count" INTEGER,
    "plan_cursor" INTEGER NOT NULL DEFAULT 0,
    "planned_at" TIMESTAMPTZ(3),
    "quoted_cost" DECIMAL(14,4),
    "quoted_segments" INTEGER,
    "cost" DECIMAL(14,4) NOT NULL DEFAULT 0,
    "segment_count" INTEGER NOT NULL DEFAULT 0,
    "pause_cause" VARCHAR(60),
    "pause_reason" VARCHAR(500),
    "paused_at" TIMESTAMPTZ(3),
    "paused_by_id" INTEGER,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "launched_by_id" INTEGER,
    "launched_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailing_audience_list" (
    "mailing_id" INTEGER NOT NULL,
    "list_id" INTEGER NOT NULL,

    CONSTRAINT "mailing_audience_list_pkey" PRIMARY KEY ("mailing_id","list_id")
);

-- CreateTable
CREATE TABLE "mailing_recipient" (
    "mailing_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "skip_reason" VARCHAR(30),

    CONSTRAINT "mailing_recipient_pkey" PRIMARY KEY ("mailing_id","ordinal")
);

-- CreateTable
CREATE TABLE "mailing_pace" (
    "mailing_id" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailing_pace_pkey" PRIMARY KEY ("mailing_id")
);

-- CreateTable
CREATE TABLE "mailing_counter" (
    "mailing_id" INTEGER NOT NULL,
    "bucket" VARCHAR(12) NOT NULL,
    "code" SMALLINT NOT NULL DEFAULT 0,
    "count" INTEGER NOT NULL,

    CONSTRAINT "mailing_counter_pkey" PRIMARY KEY ("mailing_id","bucket","code")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" SERIAL NOT NULL,
    "mailing_id" INTEGER,
    "state" "submission_state" NOT NULL DEFAULT 'queued',
    "size" INTEGER NOT NULL,
    "silent_count" INTEGER NOT NULL,
    "open_count" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "send_before" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "segment_count" INTEGER,
    "cost" DECIMAL(14,4),
    "gateway_code" SMALLINT,
    "unconfirmed_at" TIMESTAMPTZ(3),
    "denied_at" TIMESTAMPTZ(3),
    "polled_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_attempt" (
    "gateway_id" INTEGER NOT NULL,
    "submission_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),
    "outcome" VARCHAR(12),
    "gateway_code" SMALLINT,
    "duration_ms" INTEGER,

    CONSTRAINT "submission_attempt_pkey" PRIMARY KEY ("gateway_id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" BIGSERIAL NOT NULL,
    "kind" "message_kind" NOT NULL DEFAULT 'mailing',
    "mailing_id" INTEGER,
    "submission_id" INTEGER,
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "text" VARCHAR(1000),
    "sender" VARCHAR(15),
    "status" SMALLINT,
    "err" SMALLINT,
    "status_at" TIMESTAMPTZ(3),
    "learnt_at" TIMESTAMPTZ(3),
    "segment_count" SMALLINT,
    "cost" DECIMAL(12,4),
    "skip_reason" VARCHAR(30),
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_inbox" (
    "id" BIGSERIAL NOT NULL,
    "gateway_id" INTEGER NOT NULL,
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "status" SMALLINT NOT NULL,
    "err" SMALLINT,
    "at" TIMESTAMPTZ(3),
    "cost" DECIMAL(12,4),
    "segment_count" SMALLINT,
    "source" VARCHAR(10) NOT NULL,
    "learnt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_report" (
    "id" BIGSERIAL NOT NULL,
    "gateway_id" INTEGER NOT NULL,
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "status" SMALLINT NOT NULL,
    "err" SMALLINT,
    "at" TIMESTAMPTZ(3),
    "source" VARCHAR(10) NOT NULL,
    "learnt_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orphan_report" (
    "id" BIGSERIAL NOT NULL,
    "gateway_id" INTEGER NOT NULL,
    "msisdn" VARCHAR(15) COLLATE "C" NOT NULL,
    "status" SMALLINT NOT NULL,
    "err" SMALLINT,
    "at" TIMESTAMPTZ(3),
    "source" VARCHAR(10) NOT NULL,
    "learnt_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orphan_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "balance_reading" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "balance" DECIMAL(14,4) NOT NULL,
    "currency" VARCHAR(3),
    "source" VARCHAR(10) NOT NULL,

    CONSTRAINT "balance_reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "amount" DECIMAL(14,4) NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "mailing_id" INTEGER,
    "submission_id" INTEGER,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_exchange" (
    "id" BIGSERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "script" VARCHAR(30) NOT NULL,
    "outcome" VARCHAR(10) NOT NULL,
    "gateway_code" SMALLINT,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "gateway_exchange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "breaker" VARCHAR(10) NOT NULL DEFAULT 'probing',
    "cause" VARCHAR(20),
    "gateway_code" SMALLINT,
    "since" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),
    "proven_settings" VARCHAR(64),
    "probe_until" TIMESTAMPTZ(3),
    "refusals_in_row" INTEGER NOT NULL DEFAULT 0,
    "last_success_at" TIMESTAMPTZ(3),

    CONSTRAINT "gateway_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_slot" (
    "slot" SMALLINT NOT NULL,
    "kind" VARCHAR(5) NOT NULL,
    "holder" VARCHAR(64),
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "gateway_slot_pkey" PRIMARY KEY ("slot")
);

-- CreateTable
CREATE TABLE "gateway_budget" (
    "key" VARCHAR(120) NOT NULL,
    "taken_at" TIMESTAMPTZ(3)[],

    CONSTRAINT "gateway_budget_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" VARCHAR(64) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "operator_email_key" ON "operator"("email");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_msisdn_key" ON "contact"("msisdn");

-- CreateIndex
CREATE UNIQUE INDEX "mailing_list_name_key" ON "mailing_list"("name");

-- CreateIndex
CREATE INDEX "list_member_contact_id_idx" ON "list_member"("contact_id");

-- CreateIndex
CREATE INDEX "suppression_created_at_msisdn_idx" ON "suppression"("created_at", "msisdn");

-- CreateIndex
CREATE INDEX "import_file_hash_idx" ON "import"("file_hash");

-- CreateIndex
CREATE INDEX "mailing_state_id_idx" ON "mailing"("state", "id");

-- CreateIndex
CREATE INDEX "submission_queue_idx" ON "submission"("mailing_id", "due_at", "id") WHERE (state = 'queued');

-- CreateIndex
CREATE INDEX "submission_mailing_id_state_id_idx" ON "submission"("mailing_id", "state", "id");

-- CreateIndex
CREATE INDEX "submission_lease_idx" ON "submission"("lease_until", "id") WHERE (state = 'submitting');

-- CreateIndex
CREATE INDEX "submission_unconfirmed_idx" ON "submission"("unconfirmed_at", "id") WHERE (state = 'unconfirmed');

-- CreateIndex
CREATE INDEX "submission_open_idx" ON "submission"("polled_at", "id") WHERE (open_count > 0 and state = 'accepted');

-- CreateIndex
CREATE INDEX "submission_attempt_submission_id_idx" ON "submission_attempt"("submission_id");

-- CreateIndex
CREATE INDEX "message_mailing_id_status_id_idx" ON "message"("mailing_id", "status", "id");

-- CreateIndex
CREATE INDEX "message_submission_id_id_idx" ON "message"("submission_id", "id");

-- CreateIndex
CREATE INDEX "message_msisdn_id_idx" ON "message"("msisdn", "id");

-- CreateIndex
CREATE INDEX "message_skipped_idx" ON "message"("mailing_id", "id") WHERE (skip_reason is not null);

-- CreateIndex
CREATE UNIQUE INDEX "message_mailing_id_msisdn_key" ON "message"("mailing_id", "msisdn");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_report_change_key" ON "delivery_report"("gateway_id", "msisdn", "status", "err", "at") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "balance_reading_at_idx" ON "balance_reading"("at");

-- CreateIndex
CREATE INDEX "ledger_entry_mailing_id_id_idx" ON "ledger_entry"("mailing_id", "id");

-- CreateIndex
CREATE INDEX "ledger_entry_at_idx" ON "ledger_entry"("at");

-- CreateIndex
CREATE INDEX "gateway_exchange_started_at_idx" ON "gateway_exchange"("started_at");

-- AddForeignKey
ALTER TABLE "list_member" ADD CONSTRAINT "list_member_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "mailing_list"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_member" ADD CONSTRAINT "list_member_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_reject" ADD CONSTRAINT "import_reject_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing_audience_list" ADD CONSTRAINT "mailing_audience_list_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing_audience_list" ADD CONSTRAINT "mailing_audience_list_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "mailing_list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing_counter" ADD CONSTRAINT "mailing_counter_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_attempt" ADD CONSTRAINT "submission_attempt_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema language cannot say.

-- Ids of requests: 32 bits, from a high and random start, so that a fresh installation on an old account does not repeat them.
CREATE SEQUENCE "gateway_id_seq" AS INTEGER MINVALUE 1 MAXVALUE 2147483647 CYCLE;
SELECT setval('gateway_id_seq', 100000000 + floor(random() * 1000000000)::INTEGER);

-- Ten simultaneous requests of the fifteen the gateway allows; two of them kept for reading.
INSERT INTO "gateway_slot" ("slot", "kind") SELECT n, CASE WHEN n <= 8 THEN 'send' ELSE 'read' END FROM generate_series(1, 10) n;
INSERT INTO "gateway_state" ("id") VALUES (1);

ALTER TABLE "installation" ADD CONSTRAINT "installation_one" CHECK ("id" = 1), ADD CONSTRAINT "installation_kind" CHECK ("kind" IN ('sandbox', 'live'));
ALTER TABLE "gateway_state" ADD CONSTRAINT "gateway_state_one" CHECK ("id" = 1);
ALTER TABLE "contact" ADD CONSTRAINT "contact_msisdn_digits" CHECK ("msisdn" ~ '^[0-9]{5,15}$');
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_msisdn_digits" CHECK ("msisdn" ~ '^[0-9]{5,15}$');
ALTER TABLE "submission" ADD CONSTRAINT "submission_counts" CHECK ("size" >= 0 AND "silent_count" BETWEEN 0 AND "size" AND "open_count" BETWEEN 0 AND "size");
ALTER TABLE "mailing_counter" ADD CONSTRAINT "mailing_counter_not_negative" CHECK ("count" >= 0);
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_speed" CHECK ("speed_per_minute" BETWEEN 1 AND 1000000), ADD CONSTRAINT "mailing_slice" CHECK ("slice_size" BETWEEN 1 AND 1000);
ALTER TABLE "message" ADD CONSTRAINT "message_of_mailing" CHECK (("kind" = 'mailing') = ("mailing_id" IS NOT NULL));

-- Rows that are updated all day: room for in-place updates, and vacuum before they bloat.
ALTER TABLE "mailing_counter" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
ALTER TABLE "mailing_pace" SET (fillfactor = 50);
ALTER TABLE "gateway_slot" SET (fillfactor = 50);
ALTER TABLE "gateway_state" SET (fillfactor = 50);
ALTER TABLE "gateway_budget" SET (fillfactor = 50);
ALTER TABLE "submission" SET (fillfactor = 80);
ALTER TABLE "message" SET (fillfactor = 90);
