-- AlterTable
ALTER TABLE "mailing_roll_up" ADD COLUMN "step_seconds" INTEGER;

-- CreateTable
CREATE TABLE "delivery_step" (
    "mailing_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "delivery_step_pkey" PRIMARY KEY ("mailing_id","at","status")
);

-- AddForeignKey
ALTER TABLE "delivery_step" ADD CONSTRAINT "delivery_step_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was rolled up before has no steps yet: it is rolled up again when its turn comes.
UPDATE "mailing_roll_up" SET "mark" = '';
