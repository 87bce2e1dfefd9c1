-- CreateTable
CREATE TABLE "mailing_outcome" (
    "mailing_id" INTEGER NOT NULL,
    "range" VARCHAR(5) NOT NULL,
    "status" SMALLINT NOT NULL,
    "err" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "mailing_outcome_pkey" PRIMARY KEY ("mailing_id","range","status","err")
);

-- CreateTable
CREATE TABLE "mailing_roll_up" (
    "mailing_id" INTEGER NOT NULL,
    "mark" VARCHAR(32) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "mailing_roll_up_pkey" PRIMARY KEY ("mailing_id")
);

-- CreateTable
CREATE TABLE "carrier_range" (
    "range" VARCHAR(5) NOT NULL,
    "carrier" VARCHAR(100),
    "country" VARCHAR(100),
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "carrier_range_pkey" PRIMARY KEY ("range")
);

-- CreateTable
CREATE TABLE "fast_failure" (
    "message_id" BIGINT NOT NULL,
    "mailing_id" INTEGER NOT NULL,
    "msisdn" VARCHAR(15) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fast_failure_pkey" PRIMARY KEY ("message_id")
);

-- CreateIndex
CREATE INDEX "fast_failure_msisdn_message_id_idx" ON "fast_failure"("msisdn", "message_id");

-- CreateIndex
CREATE INDEX "fast_failure_mailing_id_idx" ON "fast_failure"("mailing_id");

-- CreateIndex
CREATE INDEX "mailing_launched_idx" ON "mailing"("launched_at") WHERE (launched_at is not null);

-- AddForeignKey
ALTER TABLE "mailing_outcome" ADD CONSTRAINT "mailing_outcome_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing_roll_up" ADD CONSTRAINT "mailing_roll_up_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fast_failure" ADD CONSTRAINT "fast_failure_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;
