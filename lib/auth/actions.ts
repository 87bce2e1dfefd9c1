"use server";

import { revalidatePath } from "next/cache";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { addressOf } from "@/lib/auth/address";
import { authenticate, confirmPassword, type SignInFailure } from "@/lib/auth/authenticate";
import { operatorAction } from "@/lib/auth/guard";
import { landingOf, ownPath } from "@/lib/auth/navigation";
import { localeSchema, passwordChangeSchema, themeSchema } from "@/lib/auth/schema";
import { closeSession, openSession } from "@/lib/auth/session";
import { ok } from "@/lib/errors";
import { LOCALE_COOKIE, THEME_COOKIE } from "@/lib/i18n/config";
import { changeLocale, changePassword } from "@/lib/operators/operators";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const PREFERENCE = { path: "/", sameSite: "lax", maxAge: YEAR_SECONDS } as const;

/** What the form shows after a refused attempt; the password never comes back. */
export type SignInState = { error: SignInFailure; email: string } | null;

const text = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");

/** Sign in and go to one's work. A form action, so that it works before the page's scripts have come. */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = text(form.get("email"));
  const outcome = await authenticate({
    email,
    password: text(form.get("password")),
    address: addressOf(await headers()),
  });
  if (!outcome.ok) return { error: outcome.error, email };
  await openSession(outcome.value);
  redirect(ownPath(form.get("to")) ?? landingOf(outcome.value.role));
}

export async function signOutAction(): Promise<void> {
  await closeSession();
  redirect("/sign-in");
}

/** Read the console in another language, here and wherever one signs in next. */
export async function changeLocaleAction(given: unknown): Promise<void> {
  const locale = localeSchema.parse(given);
  (await cookies()).set(LOCALE_COOKIE, locale, PREFERENCE);
  await rememberLocale(locale);
  revalidatePath("/", "layout");
}

/** The language of the person, when one is signed in; a visitor of the sign-in page has the cookie alone. */
const rememberLocale = operatorAction({ permission: null, input: localeSchema }, async ({ operator, input: locale }) => {
  await changeLocale({ operatorId: operator.id, locale });
  return ok();
});

export async function changeThemeAction(given: unknown): Promise<void> {
  (await cookies()).set(THEME_COOKIE, themeSchema.parse(given), PREFERENCE);
  revalidatePath("/", "layout");
}

/** Replace one's password; every other browser of this person is signed out. */
export const changePasswordAction = operatorAction(
  { permission: null, input: passwordChangeSchema },
  async ({ operator, input: { current, next } }) => {
    const confirmed = await confirmPassword({ operatorId: operator.id, password: current });
    if (!confirmed.ok) return confirmed;
    const { sessionVersion } = await changePassword({ operatorId: operator.id, password: next });
    await openSession({ operatorId: operator.id, sessionVersion });
    return ok();
  },
);
