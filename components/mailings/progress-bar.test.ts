import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { describe, expect, it } from "vitest";
import { ProgressBar, type ProgressBarProps } from "@/components/mailings/progress-bar";
import { messagesOf } from "@/lib/i18n/messages";

function render(props: ProgressBarProps) {
  const provider = { locale: "en-GB", messages: messagesOf("en", ["mailings"]), timeZone: "UTC" };
  return renderToStaticMarkup(createElement(IntlProvider as FunctionComponent<typeof provider>, provider, createElement(ProgressBar, props)));
}

const COUNTS = { planned: 5, stopped: 0, leaving: 2, atGateway: 3, withCarriers: 4, failed: 1, delivered: 10 };

describe("the bar of a mailing", () => {
  it("tells a screen reader every part in the bar's order, and the whole", () => {
    const order = "Delivered: 10, Failed: 1, With carriers: 4, At the gateway: 3, Leaving now: 2, Planned: 5 of 25";
    expect(render({ counts: COUNTS })).toContain(`aria-label="${order}"`);
  });

  it("never speaks by colour alone: a row says its numbers, with what is under way added up", () => {
    const text = render({ counts: COUNTS })
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ");
    expect(text).toContain("10 delivered");
    expect(text).toContain("9 on the way");
    expect(text).toContain("5 left");
  });

  it("leaves out parts that hold nothing, and says so when all do", () => {
    expect(render({ counts: COUNTS, size: "l" })).not.toContain("Stopped");
    expect(render({ counts: {} })).toContain("No messages yet");
  });
});
