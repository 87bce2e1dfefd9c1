-- AlterTable
ALTER TABLE "mailing" ADD COLUMN     "floods_in_row" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pause_detail" VARCHAR(60),
ADD COLUMN     "resume_at" TIMESTAMPTZ(3),
ADD COLUMN     "resumed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "mailing_failure_run" (
    "mailing_id" INTEGER NOT NULL,
    "what" VARCHAR(20) NOT NULL,
    "in_row" INTEGER NOT NULL,

    CONSTRAINT "mailing_failure_run_pkey" PRIMARY KEY ("mailing_id","what")
);

-- AddForeignKey
ALTER TABLE "mailing_failure_run" ADD CONSTRAINT "mailing_failure_run_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;
