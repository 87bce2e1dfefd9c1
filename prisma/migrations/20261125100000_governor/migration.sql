-- DropIndex
DROP INDEX "gateway_exchange_started_at_idx";

-- AlterTable
ALTER TABLE "gateway_budget" DROP COLUMN "taken_at",
ADD COLUMN     "counts_until" TIMESTAMPTZ(6)[] DEFAULT ARRAY[]::TIMESTAMPTZ(6)[],
ADD COLUMN     "forget_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "gateway_slot" DROP COLUMN "kind";

-- AlterTable
ALTER TABLE "gateway_state" ADD COLUMN     "credential_errors" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
ADD COLUMN     "epoch" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "failed_settings" VARCHAR(64)[] DEFAULT ARRAY[]::VARCHAR(64)[],
ADD COLUMN     "last_refusal_at" TIMESTAMPTZ(3),
ADD COLUMN     "settings_version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "gateway_exchange" ADD COLUMN     "parameters" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "gateway_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "url" VARCHAR(500),
    "login" VARCHAR(100),
    "credential" BYTEA,
    "credential_kind" VARCHAR(10),
    "credential_set_at" TIMESTAMPTZ(3),
    "callback_url" VARCHAR(500),
    "callback_secret" BYTEA,
    "callback_set_at" TIMESTAMPTZ(3),
    "request_size" SMALLINT NOT NULL DEFAULT 100,
    "speed_per_minute" INTEGER,

    CONSTRAINT "gateway_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "callback_count" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "wrong_checksum" BIGINT NOT NULL DEFAULT 0,
    "unreadable" BIGINT NOT NULL DEFAULT 0,
    "ignored" BIGINT NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3),
    "last_accepted_at" TIMESTAMPTZ(3),
    "last_refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "callback_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "gateway_budget_forget_at_idx" ON "gateway_budget"("forget_at");

-- CreateIndex
CREATE INDEX "gateway_exchange_started_at_id_idx" ON "gateway_exchange"("started_at", "id");

-- CreateIndex
CREATE INDEX "gateway_exchange_script_started_at_id_idx" ON "gateway_exchange"("script", "started_at", "id");

-- CreateIndex
CREATE INDEX "gateway_exchange_outcome_started_at_id_idx" ON "gateway_exchange"("outcome", "started_at", "id") WHERE (outcome <> 'ok');

ALTER TABLE "gateway_settings" ADD CONSTRAINT "gateway_settings_one" CHECK ("id" = 1),
  ADD CONSTRAINT "gateway_settings_request_size" CHECK ("request_size" BETWEEN 1 AND 500),
  ADD CONSTRAINT "gateway_settings_speed" CHECK ("speed_per_minute" BETWEEN 1 AND 1000000);
ALTER TABLE "callback_count" ADD CONSTRAINT "callback_count_one" CHECK ("id" = 1);
INSERT INTO "gateway_settings" ("id") VALUES (1);
INSERT INTO "callback_count" ("id") VALUES (1);

-- Requests are over: their places are free, and their uses count for a minute from now; what did not leave was never used.
-- Each is {slot, holder, keys, ends, left}. With p_keys these rows are locked, too, all in the order of their names.
CREATE FUNCTION gateway_finish(p_done JSONB, p_minute_ms INTEGER, p_keys TEXT[] DEFAULT ARRAY[]::TEXT[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  v_one JSONB;
  v_end TIMESTAMPTZ(6);
BEGIN
  PERFORM FROM gateway_budget
  WHERE key = ANY (p_keys || ARRAY(SELECT jsonb_array_elements_text(one -> 'keys') FROM jsonb_array_elements(p_done) one))
  ORDER BY key FOR UPDATE;
  v_end := clock_timestamp() + p_minute_ms * INTERVAL '1 millisecond';
  FOR v_one IN SELECT jsonb_array_elements(p_done) LOOP
    UPDATE gateway_slot SET holder = NULL, until = NULL WHERE slot = (v_one ->> 'slot')::INTEGER AND holder = v_one ->> 'holder';
    FOR i IN 0 .. jsonb_array_length(v_one -> 'keys') - 1 LOOP
      UPDATE gateway_budget SET counts_until = CASE
          WHEN (v_one ->> 'left')::BOOLEAN THEN array_replace(counts_until, (v_one -> 'ends' ->> i)::TIMESTAMPTZ(6), v_end)
          ELSE array_remove(counts_until, (v_one -> 'ends' ->> i)::TIMESTAMPTZ(6))
        END
      WHERE key = v_one -> 'keys' ->> i;
    END LOOP;
  END LOOP;
END $$;

-- Let one request pass, or say why not: the breaker, the allowances it uses, and a place among the simultaneous ones, in
-- one statement, so that processes cannot overtake each other between the three. Whatever is refused has changed nothing.
-- An allowance is used from here until a minute after the answer (gateway_finish), for the gateway may have counted it at
-- any moment between. Requests that are over (p_done) are written in the same breath. All times are the database's.
CREATE FUNCTION gateway_admit(
  p_version INTEGER, p_settings TEXT, p_may_probe BOOLEAN, p_holder TEXT, p_hold_ms INTEGER, p_minute_ms INTEGER,
  p_slots INTEGER[], p_held INTEGER, p_keys TEXT[], p_limits INTEGER[], p_done JSONB,
  OUT o_verdict TEXT, OUT o_cause TEXT, OUT o_wait_ms DOUBLE PRECISION, OUT o_slot INTEGER, OUT o_ends TIMESTAMPTZ(6)[],
  OUT o_epoch INTEGER, OUT o_is_probe BOOLEAN, OUT o_refusals INTEGER
) LANGUAGE plpgsql AS $$
DECLARE
  v_now TIMESTAMPTZ;
  v_minute INTERVAL := p_minute_ms * INTERVAL '1 millisecond';
  v_hold INTERVAL := p_hold_ms * INTERVAL '1 millisecond';
  v_state gateway_state%ROWTYPE;
  v_uses TIMESTAMPTZ(6)[];
  v_end TIMESTAMPTZ(6);
BEGIN
  IF p_done IS NOT NULL THEN
    PERFORM gateway_finish(p_done, p_minute_ms, p_keys);
  END IF;
  v_now := clock_timestamp();
  o_is_probe := FALSE;
  o_ends := ARRAY[]::TIMESTAMPTZ(6)[];
  SELECT * INTO STRICT v_state FROM gateway_state WHERE id = 1;
  o_epoch := v_state.epoch;
  o_refusals := v_state.refusals_in_row;

  -- The breaker. Without settings only an allowance is asked for, and no request follows from it.
  IF p_version <> v_state.settings_version THEN
    o_verdict := 'stale';
    RETURN;
  END IF;
  IF p_settings = ANY (v_state.failed_settings)
    OR (v_state.breaker = 'open' AND v_state.cause = 'credentials' AND v_state.proven_settings = p_settings) THEN
    o_verdict := 'barred';
    o_cause := 'credentials';
    RETURN;
  END IF;
  IF p_settings IS NOT NULL AND NOT (v_state.breaker = 'closed' AND v_state.proven_settings IS NOT DISTINCT FROM p_settings) THEN
    IF v_state.breaker = 'open' AND v_state.cause <> 'credentials' AND (v_state.until IS NULL OR v_state.until > v_now) THEN
      o_verdict := 'barred';
      o_cause := v_state.cause;
      o_wait_ms := extract(EPOCH FROM v_state.until - v_now) * 1000;
      RETURN;
    END IF;
    -- The fifth wrong authorisation within thirty minutes would block the address: the fifth is never tried.
    SELECT array_agg(t ORDER BY t) INTO v_uses FROM unnest(v_state.credential_errors) t WHERE t > v_now - 30 * v_minute;
    IF cardinality(v_uses) >= 4 THEN
      o_verdict := 'barred';
      o_cause := 'credentials';
      o_wait_ms := extract(EPOCH FROM v_uses[cardinality(v_uses) - 3] + 30 * v_minute - v_now) * 1000;
      RETURN;
    END IF;
    IF NOT p_may_probe OR v_state.probe_until > v_now THEN
      o_verdict := CASE WHEN p_may_probe THEN 'probing' ELSE 'unproven' END;
      o_cause := v_state.cause;
      RETURN;
    END IF;
    o_is_probe := TRUE;
  END IF;

  -- The allowances, locked in the order of their names.
  FOR i IN 1 .. cardinality(p_keys) LOOP
    SELECT counts_until INTO v_uses FROM gateway_budget WHERE key = p_keys[i] FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO gateway_budget AS b (key, forget_at) VALUES (p_keys[i], v_now + v_minute)
      ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING b.counts_until INTO v_uses;
    END IF;
    IF (SELECT count(*) FROM unnest(v_uses) t WHERE t > v_now) >= p_limits[i] THEN
      o_verdict := 'budget';
      o_cause := p_keys[i];
      -- One that is still under way is over a minute after its answer, which may come at once.
      SELECT extract(EPOCH FROM least(t, v_now + v_minute) - v_now) * 1000 INTO o_wait_ms
      FROM unnest(v_uses) t ORDER BY t DESC OFFSET p_limits[i] - 1 LIMIT 1;
      RETURN;
    END IF;
  END LOOP;

  IF o_is_probe THEN
    UPDATE gateway_state SET breaker = 'probing', probe_until = v_now + v_hold
    WHERE id = 1 AND epoch = v_state.epoch AND (probe_until IS NULL OR probe_until <= v_now);
    IF NOT FOUND THEN
      o_verdict := 'probing';
      RETURN;
    END IF;
  END IF;

  -- The place: the one that is held, or the first free of those named.
  IF p_held IS NOT NULL THEN
    UPDATE gateway_slot SET until = v_now + v_hold WHERE slot = p_held AND holder = p_holder AND until > v_now;
    IF NOT FOUND THEN
      o_verdict := 'lost';
    END IF;
  ELSIF cardinality(p_slots) > 0 THEN
    UPDATE gateway_slot SET holder = p_holder, until = v_now + v_hold
    WHERE slot = (
      SELECT g.slot FROM gateway_slot g WHERE g.slot = ANY (p_slots) AND (g.until IS NULL OR g.until <= v_now)
      ORDER BY array_position(p_slots, g.slot::INTEGER) LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING slot INTO o_slot;
    IF NOT FOUND THEN
      o_verdict := 'slot';
    END IF;
  END IF;
  IF o_verdict IS NOT NULL THEN
    IF o_is_probe THEN
      UPDATE gateway_state SET breaker = v_state.breaker, probe_until = NULL WHERE id = 1 AND epoch = v_state.epoch;
    END IF;
    RETURN;
  END IF;

  FOR i IN 1 .. cardinality(p_keys) LOOP
    UPDATE gateway_budget b SET
      -- A microsecond apart, so that each use can be found again.
      counts_until = ARRAY(SELECT t FROM unnest(b.counts_until) t WHERE t > v_now ORDER BY t)
        || greatest(v_now + v_hold + v_minute, (SELECT max(t) FROM unnest(b.counts_until) t) + INTERVAL '1 microsecond'),
      forget_at = v_now + v_hold + v_minute
    WHERE key = p_keys[i] RETURNING counts_until[array_upper(counts_until, 1)] INTO v_end;
    o_ends := o_ends || v_end;
  END LOOP;
  o_verdict := 'pass';
END $$;
