import { ButtonLink } from "@/components/ui/button";
import { currentOperator } from "@/lib/auth/guard";
import { landingOf } from "@/lib/auth/navigation";
import { getTranslator } from "@/lib/i18n/request";

/** What stands at an address without a page, or with one that the person may not open: the two look alike. */
export async function NothingHere() {
  const [t, operator] = await Promise.all([getTranslator("errors"), currentOperator()]);
  return (
    <div className="mx-auto flex max-w-lg flex-col gap-4 px-4 py-16">
      <h1 className="text-20">{t("not_found.title")}</h1>
      <p className="text-muted">{t("not_found.explanation")}</p>
      <div>
        <ButtonLink href={operator ? landingOf(operator.role) : "/sign-in"} variant="primary">
          {t("not_found.home")}
        </ButtonLink>
      </div>
    </div>
  );
}
