-- An entry is named by a number of its own: a cursor that stands in an address must not tell whose number it is.
ALTER TABLE "suppression" ADD COLUMN "id" SERIAL NOT NULL;

-- Those that are there already, in the order they came.
UPDATE "suppression" SET "id" = "counted"."n"
FROM (SELECT "msisdn", row_number() OVER (ORDER BY "created_at", "msisdn") AS "n" FROM "suppression") "counted"
WHERE "counted"."msisdn" = "suppression"."msisdn";

CREATE UNIQUE INDEX "suppression_id_key" ON "suppression"("id");
DROP INDEX "suppression_created_at_msisdn_idx";
