import type { Pool } from "pg";

/** So many uses in a window that slides. */
export type Budget = { key: string; limit: number; windowMs: number };

/** Take one use; gives 0, or the milliseconds until one is free. One statement: two processes never both take the last. */
export async function takeBudget(pool: Pool, { key, limit, windowMs }: Budget): Promise<number> {
  const { rows } = await pool.query<{ waitMs: number | null }>({
    name: "budget_take",
    text: `
      with taken as (
        insert into gateway_budget as b (key, taken_at) values ($1, array[clock_timestamp()])
        on conflict (key) do update set taken_at = array(
            select t from unnest(b.taken_at) t where t > clock_timestamp() - $3 * interval '1 millisecond' order by t
          ) || clock_timestamp()
          where (select count(*) from unnest(b.taken_at) t where t > clock_timestamp() - $3 * interval '1 millisecond') < $2
        returning 1
      )
      select case when exists (select from taken) then null else
        (select ceil(extract(epoch from t + $3 * interval '1 millisecond' - clock_timestamp()) * 1000)::float8
         from gateway_budget, unnest(taken_at) t where key = $1 order by t desc offset $2 - 1 limit 1)
      end as "waitMs"`,
    values: [key, limit, windowMs],
  });
  const waitMs = rows[0]?.waitMs ?? null;
  return waitMs === null ? 0 : Math.max(1, waitMs);
}
