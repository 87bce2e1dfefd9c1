"use client";

import { CircleAlert, CircleCheck, PlugZap } from "lucide-react";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { testConnectionAction } from "@/lib/connection/actions";
import type { Finding } from "@/lib/connection/test-connection";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";

/** Ask once whether all is well, and say of each thing what is wrong with it. */
export function ConnectionTest() {
  const t = useTranslations("connection.test");
  const { sentence } = useFailure();
  const toast = useToast();
  const format = useFormat();
  const [findings, setFindings] = useState<Finding[]>([]);
  const [isPending, startTransition] = useTransition();

  /** The balance as money is written here. */
  const wordedOf = ({ currency, ...facts }: Finding["facts"]) =>
    facts.balance === undefined ? facts : { ...facts, balance: format.money(facts.balance, String(currency)) };

  function run() {
    startTransition(async () => {
      const outcome = await testConnectionAction({});
      if (outcome.ok) setFindings(outcome.value);
      else toast.failed(sentence(outcome.error));
    });
  }

  return (
    <section aria-labelledby="test" className="flex flex-col gap-3">
      <h2 id="test" className="text-16 font-strong">
        {t("title")}
      </h2>
      <p className="text-13 text-muted">{t("help")}</p>
      <Button icon={<PlugZap aria-hidden />} pending={isPending} onClick={run} className="self-start">
        {t("run")}
      </Button>
      <div role="status">
        <ul className="flex flex-col gap-2 empty:hidden">
          {findings.map(({ about, isGood, code, facts }) => (
            <li key={about} className="flex gap-2 text-13">
              {isGood ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-delivered-solid" />
              ) : (
                <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failed-fg" />
              )}
              <p className="min-w-0 wrap-anywhere">
                <span className="font-medium">{t(`about.${about}`)}</span> · {t(`${about}.${code}`, wordedOf(facts))}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
