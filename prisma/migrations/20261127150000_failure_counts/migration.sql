-- CreateTable
CREATE TABLE "mailing_failure_stripe" (
    "mailing_id" INTEGER NOT NULL,
    "stripe" SMALLINT NOT NULL DEFAULT 0,
    "status" SMALLINT NOT NULL,
    "err" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "mailing_failure_stripe_pkey" PRIMARY KEY ("mailing_id","status","err","stripe")
);

-- AddForeignKey
ALTER TABLE "mailing_failure_stripe" ADD CONSTRAINT "mailing_failure_stripe_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "mailing_failure_stripe" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- CreateIndex
CREATE INDEX "message_failure_idx" ON "message"("mailing_id", "status", "err", "id") WHERE (status >= 20 or status = 3);

CREATE VIEW "mailing_failure" AS
  SELECT "mailing_id", "status", "err", sum("count")::INTEGER AS "count" FROM "mailing_failure_stripe" GROUP BY 1, 2, 3;

INSERT INTO "mailing_failure_stripe" ("mailing_id", "status", "err", "count")
  SELECT "mailing_id", "status", coalesce("err", 0), count(*) FROM "message"
  WHERE "mailing_id" IS NOT NULL AND ("status" >= 20 OR "status" = 3) AND "ended_as" IS NULL GROUP BY 1, 2, 3;
