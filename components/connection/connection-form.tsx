"use client";

import { useState, useTransition, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { saveConnectionAction } from "@/lib/connection/actions";
import type { ConnectionView } from "@/lib/connection/reads";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";

type Answer = Awaited<ReturnType<typeof saveConnectionAction>>;
type Faults = Record<string, string | undefined>;

const entered = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** What is empty or no number is told from a number by the schema. */
const numberOf = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

/** The connection's settings. A secret is only ever entered, never shown; what the environment sets is shown and kept. */
export function ConnectionForm({ view }: { view: ConnectionView }) {
  const t = useTranslations("connection");
  const { sentence, fields } = useFailure();
  const toast = useToast();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    const speed = entered(form, "speedPerMinute");
    startTransition(async () => {
      const outcome = await saveConnectionAction({
        url: view.owned.url ? "" : entered(form, "url"),
        login: view.owned.account ? "" : entered(form, "login"),
        credentialKind: entered(form, "credentialKind") === "api_key" ? "api_key" : "password",
        credential: entered(form, "credential"),
        callbackUrl: entered(form, "callbackUrl"),
        callbackSecret: entered(form, "callbackSecret"),
        requestSize: numberOf(entered(form, "requestSize")),
        pairsPerRequest: numberOf(entered(form, "pairsPerRequest")),
        finalWithinDays: numberOf(entered(form, "finalWithinDays")),
        speedPerMinute: speed.trim() === "" ? null : Number(speed),
      });
      setAnswer(outcome);
      if (!outcome.ok) return;
      for (const input of element.querySelectorAll<HTMLInputElement>("input[type=password]")) input.value = "";
      toast.done(t("saved"));
    });
  }

  const faults = fields(answer);
  const refusal = answer && !answer.ok && Object.keys(faults).length === 0 ? sentence(answer.error) : null;
  return (
    <form method="post" onSubmit={save} noValidate className="flex max-w-xl flex-col gap-8">
      <AccountFields view={view} faults={faults} />
      <CallbackFields view={view} faults={faults} />
      <SendingFields view={view} faults={faults} />
      <StatusFields view={view} faults={faults} />
      {refusal && <Banner tone="failed" title={refusal} />}
      <Button type="submit" variant="primary" pending={isPending} className="self-start">
        {t("save")}
      </Button>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 text-16 font-strong">{title}</legend>
      {children}
    </fieldset>
  );
}

type Fields = { view: ConnectionView; faults: Faults };

/** When a secret was set, in words; never which. */
function useSetAt() {
  const t = useTranslations("connection.account");
  const format = useFormat();
  return (at: string | null, isSet: boolean) => (at ? t("set", { when: format.dateTime(at) }) : isSet ? "" : t("notSet"));
}

function AccountFields({ view, faults }: Fields) {
  const t = useTranslations("connection.account");
  const setAt = useSetAt();
  const { url, account } = view.owned;
  const look = (owned: boolean) => (owned ? "bg-sunken" : undefined);
  return (
    <Group title={t("title")}>
      <Field label={t("url")} name="url" help={url ? t("byEnvironment") : t("urlHelp")} error={faults.url}>
        <Input type="url" defaultValue={view.url} readOnly={url} className={look(url)} autoComplete="off" spellCheck={false} />
      </Field>
      <Field label={t("login")} name="login" help={account ? t("byEnvironment") : undefined} error={faults.login}>
        <Input defaultValue={view.login} readOnly={account} className={look(account)} autoComplete="off" spellCheck={false} />
      </Field>
      {!account && (
        <>
          <Field label={t("kind")} name="credentialKind">
            <Select
              name="credentialKind"
              defaultValue={view.credentialKind}
              items={[
                { value: "password", label: t("password") },
                { value: "api_key", label: t("apiKey") },
              ]}
            />
          </Field>
          <Field label={t("credential")} name="credential" help={setAt(view.credentialSetAt, view.hasCredential)} error={faults.credential}>
            <Input type="password" autoComplete="new-password" />
          </Field>
        </>
      )}
    </Group>
  );
}

function CallbackFields({ view, faults }: Fields) {
  const [t, account] = [useTranslations("connection.callback"), useTranslations("connection.account")];
  const setAt = useSetAt();
  const isOwned = view.owned.callbackSecret;
  return (
    <Group title={t("title")}>
      <Field label={t("url")} name="callbackUrl" help={t("urlHelp")} error={faults.callbackUrl}>
        <Input type="url" defaultValue={view.callbackUrl} autoComplete="off" spellCheck={false} />
      </Field>
      {isOwned ? (
        <p className="text-12 text-muted">
          <span className="font-medium text-text">{t("secret")}</span> · {account("byEnvironment")}
        </p>
      ) : (
        <Field
          label={t("secret")}
          name="callbackSecret"
          help={`${t("secretHelp")} ${setAt(view.callbackSetAt, view.hasCallbackSecret)}`}
          error={faults.callbackSecret}
        >
          <Input type="password" autoComplete="new-password" />
        </Field>
      )}
    </Group>
  );
}

function SendingFields({ view, faults }: Fields) {
  const t = useTranslations("connection.sending");
  return (
    <Group title={t("title")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("requestSize")} name="requestSize" help={t("requestSizeHelp")} error={faults.requestSize}>
          <Input inputMode="numeric" defaultValue={String(view.requestSize)} />
        </Field>
        <Field label={t("speed")} note={t("unit")} name="speedPerMinute" help={t("speedHelp")} error={faults.speedPerMinute}>
          <Input inputMode="numeric" defaultValue={view.speedPerMinute === null ? "" : String(view.speedPerMinute)} />
        </Field>
      </div>
    </Group>
  );
}

function StatusFields({ view, faults }: Fields) {
  const t = useTranslations("connection.statuses");
  return (
    <Group title={t("title")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("pairs")} name="pairsPerRequest" help={t("pairsHelp")} error={faults.pairsPerRequest}>
          <Input inputMode="numeric" defaultValue={String(view.pairsPerRequest)} />
        </Field>
        <Field label={t("days")} note={t("unit")} name="finalWithinDays" help={t("daysHelp")} error={faults.finalWithinDays}>
          <Input inputMode="numeric" defaultValue={String(view.finalWithinDays)} />
        </Field>
      </div>
    </Group>
  );
}
