-- CreateTable
CREATE TABLE "inbound_message" (
    "id" BIGSERIAL NOT NULL,
    "inbound_id" VARCHAR(20),
    "msisdn" VARCHAR(20) NOT NULL,
    "text" VARCHAR(2000) NOT NULL,
    "own_msisdn" VARCHAR(20),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "learnt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" VARCHAR(10) NOT NULL,
    "message_id" BIGINT,
    "is_stop" BOOLEAN NOT NULL DEFAULT false,
    "read_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" INTEGER,

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_poll" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "after_id" VARCHAR(20),
    "asked_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stop_word" (
    "word" VARCHAR(60) NOT NULL,
    "language" VARCHAR(5) NOT NULL,

    CONSTRAINT "stop_word_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_inbound_id_key" ON "inbound_message"("inbound_id");

-- CreateIndex
CREATE INDEX "inbound_unread_idx" ON "inbound_message"("id") WHERE (done_at is null and read_at is null);

-- CreateIndex
CREATE INDEX "inbound_open_idx" ON "inbound_message"("id") WHERE (done_at is null);

-- CreateIndex
CREATE INDEX "inbound_done_idx" ON "inbound_message"("id") WHERE (done_at is not null);

-- CreateIndex
CREATE INDEX "inbound_message_msisdn_id_idx" ON "inbound_message"("msisdn", "id");

-- CreateIndex
CREATE INDEX "inbound_message_message_id_idx" ON "inbound_message"("message_id") WHERE (message_id is not null);

INSERT INTO "inbound_poll" ("id") VALUES (1);

INSERT INTO "stop_word" ("word", "language") VALUES
    ('STOP', 'en'), ('STOPALL', 'en'), ('STOP SMS', 'en'), ('UNSUBSCRIBE', 'en'), ('CANCEL', 'en'), ('END', 'en'), ('QUIT', 'en'), ('OPT OUT', 'en'),
    ('СТОП', 'ru'), ('СТОП СМС', 'ru'), ('ОТПИСКА', 'ru'), ('ОТПИСАТЬСЯ', 'ru'), ('ОТПИШИТЕ', 'ru'), ('ОТКАЗ', 'ru'), ('ОТПИСКА СМС', 'ru');
