-- Search by the last digits of a number. Prisma has no word for an index on an expression and leaves those it finds alone;
-- "C" makes a plain btree serve beginnings. Messages of mailings have none: writing them would take more than half as long again.
CREATE INDEX "contact_msisdn_end_idx" ON "contact" (reverse("msisdn") COLLATE "C");
CREATE INDEX "message_msisdn_end_idx" ON "message" (reverse("msisdn") COLLATE "C") WHERE "kind" <> 'mailing';
-- Search by words of a mailing's name and text, in whatever language.
CREATE INDEX "mailing_words_idx" ON "mailing" USING gin (to_tsvector('simple', "name" || ' ' || "text"));
