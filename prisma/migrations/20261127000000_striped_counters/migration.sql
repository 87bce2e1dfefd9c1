-- Counters and charges of a mailing in stripes: whoever moves them writes rows of its own connection's stripe, so that
-- nobody waits for another's commit. Readers sum them up.
ALTER TABLE "mailing_counter" RENAME TO "mailing_counter_stripe";
ALTER TABLE "mailing_counter_stripe" DROP CONSTRAINT "mailing_counter_not_negative";
ALTER TABLE "mailing_counter_stripe" DROP CONSTRAINT "mailing_counter_pkey";
ALTER TABLE "mailing_counter_stripe" ADD COLUMN "stripe" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "mailing_counter_stripe" ADD CONSTRAINT "mailing_counter_stripe_pkey" PRIMARY KEY ("mailing_id", "bucket", "code", "stripe");
ALTER TABLE "mailing_counter_stripe" RENAME CONSTRAINT "mailing_counter_mailing_id_fkey" TO "mailing_counter_stripe_mailing_id_fkey";

-- A stripe alone says nothing, and may be below zero.
CREATE VIEW "mailing_counter" AS
  SELECT "mailing_id", "bucket", "code", sum("count")::INTEGER AS "count" FROM "mailing_counter_stripe" GROUP BY 1, 2, 3;

-- CreateTable
CREATE TABLE "mailing_charge_stripe" (
    "mailing_id" INTEGER NOT NULL,
    "stripe" SMALLINT NOT NULL DEFAULT 0,
    "cost" DECIMAL(14,4) NOT NULL DEFAULT 0,
    "segment_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "mailing_charge_stripe_pkey" PRIMARY KEY ("mailing_id","stripe")
);

-- AddForeignKey
ALTER TABLE "mailing_charge_stripe" ADD CONSTRAINT "mailing_charge_stripe_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "mailing_charge_stripe" ("mailing_id", "cost", "segment_count")
  SELECT "id", "cost", "segment_count" FROM "mailing" WHERE "cost" <> 0 OR "segment_count" <> 0;
ALTER TABLE "mailing" DROP COLUMN "cost", DROP COLUMN "segment_count";
ALTER TABLE "mailing_charge_stripe" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

CREATE VIEW "mailing_charge" AS
  SELECT "mailing_id", sum("cost") AS "cost", sum("segment_count")::INTEGER AS "segment_count" FROM "mailing_charge_stripe" GROUP BY 1;
