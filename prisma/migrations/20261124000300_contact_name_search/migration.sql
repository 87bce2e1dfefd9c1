-- Search by the beginning of a name, in whatever case, a page at a time. Prisma has no word for an index on an expression
-- and leaves those it finds alone; "C" makes a plain btree serve beginnings.
CREATE INDEX "contact_lower_name_id_idx" ON "contact" (lower("name") COLLATE "C", "id") WHERE "name" IS NOT NULL;
