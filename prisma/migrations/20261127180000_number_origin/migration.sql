-- CreateTable
CREATE TABLE "number_origin" (
    "msisdn" VARCHAR(15) NOT NULL,
    "carrier" VARCHAR(100),
    "country" VARCHAR(100),
    "region" VARCHAR(200),
    "time_zone" VARCHAR(10),
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "number_origin_pkey" PRIMARY KEY ("msisdn")
);
