import { describe, expect, it } from "vitest";
import { funnelOf } from "@/lib/reports/today";

const status = (code: number, count: number) => ({ bucket: "status", code, count });

describe("a funnel", () => {
  it("narrows from step to step, and leaves out whom nothing was meant for", () => {
    const funnel = funnelOf([
      { bucket: "queued", code: 0, count: 10 },
      { bucket: "submitting", code: 0, count: 5 },
      { bucket: "skipped", code: 0, count: 7 },
      { bucket: "refused", code: 0, count: 2 },
      { bucket: "accepted", code: 0, count: 20 },
      { bucket: "unconfirmed", code: 0, count: 1 },
      { bucket: "unseen", code: 0, count: 3 },
      status(0, 4),
      status(1, 50),
      status(2, 5),
      status(3, 6),
      status(20, 8),
      status(99, 1),
    ]);
    expect(funnel).toEqual({ planned: 115, handedOver: 98, ended: 73, delivered: 55 });
  });

  it("is empty without a mailing", () => {
    expect(funnelOf([])).toEqual({ planned: 0, handedOver: 0, ended: 0, delivered: 0 });
  });
});
