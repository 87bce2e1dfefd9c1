-- AlterTable
ALTER TABLE "mailing_roll_up" ADD COLUMN "pace_seconds" INTEGER;

-- CreateTable
CREATE TABLE "mailing_pace" (
    "mailing_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "mailing_pace_pkey" PRIMARY KEY ("mailing_id","at","status")
);

-- AddForeignKey
ALTER TABLE "mailing_pace" ADD CONSTRAINT "mailing_pace_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was rolled up before has no pace yet: it is rolled up again when its turn comes.
UPDATE "mailing_roll_up" SET "mark" = '';
