import { Origin } from "@/components/imports/import-origin";
import { ImportStateBadge } from "@/components/imports/import-state-badge";
import { ImportWizard } from "@/components/imports/import-wizard";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { getFormatter, getTranslator } from "@/lib/i18n/request";
import { findPreview, findSameFile, type ImportDetails } from "@/lib/imports/reads";
import { layoutSchema, type Layout } from "@/lib/imports/schema";
import { listLists } from "@/lib/lists/reads";
import { countryChoices } from "@/lib/sms/countries";

/** How the file is to be read instead of as guessed. */
export type LayoutSearch = { encoding?: string; delimiter?: string; header?: string };

const LISTS_SHOWN = 500;

/** The guess, or what the address says against it. */
function layoutOf(guessed: Layout | null, { encoding, delimiter, header }: LayoutSearch): Layout {
  const fallback = guessed ?? { encoding: "utf-8", delimiter: ",", hasHeader: true };
  const asked = layoutSchema.safeParse({
    encoding: encoding ?? fallback.encoding,
    delimiter: delimiter ?? fallback.delimiter,
    hasHeader: header === undefined ? fallback.hasHeader : header === "yes",
  });
  return asked.success ? asked.data : fallback;
}

/** A file that waits to be confirmed. */
export async function UploadedImport({ details, search }: { details: ImportDetails; search: LayoutSearch }) {
  const layout = layoutOf(details.layout, search);
  const [t, errors, format] = await Promise.all([getTranslator("imports"), getTranslator("errors"), getFormatter()]);
  const [preview, same, lists] = await Promise.all([findPreview(details.id, layout), findSameFile(details.id), listLists({}, LISTS_SHOWN)]);
  return (
    <>
      <PageHeader
        title={details.fileName}
        breadcrumb={[{ label: t("title"), href: "/contacts/imports" }]}
        badge={<ImportStateBadge state="uploaded" />}
        description={<Origin details={details} />}
      />
      {same && (
        <div className="mb-6">
          <Banner
            tone="attention"
            title={t("wizard.sameFile", { when: format.dateTime(same.createdAt) })}
            action={
              <ButtonLink size="s" href={`/contacts/imports/${same.id}`}>
                {t("wizard.sameFileOpen")}
              </ButtonLink>
            }
          >
            {t("wizard.sameFileNext")}
          </Banner>
        </div>
      )}
      {preview ? (
        <ImportWizard
          file={{ id: details.id, name: details.fileName, defaultCountry: details.defaultCountry }}
          layout={layout}
          preview={preview}
          lists={lists.rows.map(({ id, name, memberCount }) => ({ id, name, memberCount }))}
          countries={countryChoices(format.locale)}
        />
      ) : (
        <ErrorState title={errors("import.file_missing")} action={<ButtonLink href="/contacts/imports">{t("result.again")}</ButtonLink>} />
      )}
    </>
  );
}
