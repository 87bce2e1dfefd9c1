import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";

/** Where most numbers here belong. */
const FIRST = "RU";

export type CountryChoice = { value: string; label: string };

/** Countries by name in the reader's language, each with its code: `Kazakhstan +7`. `locale` is a BCP 47 tag. */
export function countryChoices(locale: string): CountryChoice[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const order = new Intl.Collator(locale);
  return getCountries()
    .map((country): CountryChoice => ({ value: country, label: `${names.of(country) ?? country} +${getCountryCallingCode(country)}` }))
    .sort((a, b) => Number(b.value === FIRST) - Number(a.value === FIRST) || order.compare(a.label, b.label));
}
