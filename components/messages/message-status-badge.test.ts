import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { describe, expect, it } from "vitest";
import { MessageStatusBadge, type MessageStatusBadgeProps } from "@/components/messages/message-status-badge";
import { INTL_LOCALE, LOCALES, type Locale } from "@/lib/i18n/config";
import { messagesOf } from "@/lib/i18n/messages";
import { STATUS_CODES, statusKey } from "@/lib/smsc/status-catalogue";
import enStatuses from "@/lib/i18n/en/statuses.json";
import ruStatuses from "@/lib/i18n/ru/statuses.json";

const WORDS: Record<Locale, Record<string, string>> = { en: enStatuses.word, ru: ruStatuses.word };

function render(props: MessageStatusBadgeProps, locale: Locale = "en") {
  const badge = createElement(MessageStatusBadge, props);
  const provider = { locale: INTL_LOCALE[locale], messages: messagesOf(locale, ["statuses"]), timeZone: "UTC" };
  return renderToStaticMarkup(createElement(IntlProvider as FunctionComponent<typeof provider>, provider, badge));
}

describe("the badge of a message", () => {
  for (const locale of LOCALES) {
    it(`says every code of the gateway in its word and shows an icon (${locale})`, () => {
      for (const code of STATUS_CODES) {
        const markup = render({ state: { code } }, locale);
        expect(markup).toContain(`>${WORDS[locale][statusKey(code)]}</span>`);
        expect(markup).toContain("<svg");
        expect(markup).toContain(`href="/help/statuses#${code}"`);
      }
    });
  }

  it("shows an unknown code by its number", () => {
    expect(render({ state: { code: 77 } })).toContain(">Status 77</span>");
    expect(render({ state: { code: 77 } }, "ru")).toContain("77</span>");
  });

  it("names the error beside a status in its title", () => {
    expect(render({ state: { code: 20 }, err: 6 })).toContain("6: The phone is off or out of reach");
  });

  it("gives what waits in a paused mailing the same badge as a -2 of the gateway", () => {
    expect(render({ state: "stopped" })).toBe(render({ state: { code: -2 } }));
  });

  it("has a word of ours for what the gateway has said nothing of", () => {
    expect(render({ state: "planned" })).toContain(">Planned</span>");
    expect(render({ state: "unconfirmed" })).toContain(">Unconfirmed</span>");
  });
});
