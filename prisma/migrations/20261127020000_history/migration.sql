-- CreateTable
CREATE TABLE "history_sweep" (
    "id" SERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "before_id" VARCHAR(20),
    "page_count" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "report_count" INTEGER NOT NULL DEFAULT 0,
    "outside_count" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "history_sweep_pkey" PRIMARY KEY ("id")
);
-- One goes on at a time.
CREATE UNIQUE INDEX "history_sweep_one" ON "history_sweep" ((true)) WHERE "finished_at" IS NULL;

-- CreateTable
CREATE TABLE "outside_message" (
    "message_id" BIGINT NOT NULL,
    "history_id" VARCHAR(20) NOT NULL,
    "gateway_id" VARCHAR(40) NOT NULL,

    CONSTRAINT "outside_message_pkey" PRIMARY KEY ("message_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "outside_message_history_id_key" ON "outside_message"("history_id");

-- CreateIndex
CREATE INDEX "outside_message_gateway_id_idx" ON "outside_message"("gateway_id");

-- AddForeignKey
ALTER TABLE "outside_message" ADD CONSTRAINT "outside_message_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "message_outside_open_idx" ON "message"("created_at") WHERE (kind = 'outside' and status < 1);

-- CreateIndex
CREATE INDEX "submission_since_idx" ON "submission"("send_before") WHERE (open_count > 0 and state in ('accepted', 'unconfirmed'));

-- CreateIndex
CREATE INDEX "submission_uncharged_idx" ON "submission"("id") WHERE (state = 'accepted' and cost is null and size > 0);
