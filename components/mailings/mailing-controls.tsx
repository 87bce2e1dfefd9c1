"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Pause, Play, X } from "lucide-react";
import { useState, useTransition } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { pauseRows, type Deed } from "@/components/mailings/pause-rows";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-class";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { useFailure } from "@/lib/i18n/use-failure";
import { useFormat } from "@/lib/i18n/use-format";
import { cancelMailingAction, pauseMailingAction, resumeMailingAction } from "@/lib/mailings/actions";
import { mailingQueries } from "@/lib/mailings/query-options";
import type { Progress } from "@/lib/mailings/reads";

type Steered = Pick<Progress, "id" | "state" | "numbers" | "asOf"> & { name: string };

const ICON = { pause: <Pause aria-hidden />, resume: <Play aria-hidden />, cancel: <X aria-hidden /> };

/** What may be done with a mailing at this moment. */
export function deedsOf(state: Progress["state"]): Deed[] {
  if (state === "sending" || state === "planning") return ["pause", "cancel"];
  if (state === "paused") return ["resume", "cancel"];
  return state === "scheduled" ? ["cancel"] : [];
}

/** Pause, resume, cancel: each asks first, by the numbers of this moment. */
export function MailingControls({ mailing }: { mailing: Steered }) {
  return deedsOf(mailing.state).map((deed) => (
    <SteerButton key={deed} deed={deed} mailing={mailing} size="m" variant={deed === "cancel" ? "quiet" : "primary"} />
  ));
}

export function SteerButton({ deed, mailing, size, variant }: { deed: Deed; mailing: Steered; size: ButtonSize; variant: ButtonVariant }) {
  const t = useTranslations("mailings.control");
  const format = useFormat();
  const { sentence } = useFailure();
  const toast = useToast();
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const zone = useTimeZone() ?? "UTC";
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const outcome = await act(deed, mailing.id, reason, until);
      await client.invalidateQueries({ queryKey: mailingQueries.all() });
      if (!outcome.ok) return setFault(sentence(outcome.error));
      toast.done(t({ pause: "paused", resume: "resumed", cancel: "canceled" }[deed]));
      setIsOpen(false);
      setReason("");
      setUntil("");
    });
  }

  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setWasOpened(true);
        setFault(null);
      }}
      trigger={
        <Button size={size} variant={variant} icon={ICON[deed]} data-steer={deed === "cancel" ? undefined : ""}>
          {t(deed)}
        </Button>
      }
      title={t(`${deed}Title`, { name: mailing.name })}
      description={t(`${deed}Text`)}
      numbers={wasOpened ? pauseRows(deed, mailing.numbers, format.clock(mailing.asOf), t, format.number) : undefined}
      confirmLabel={t(`${deed}Confirm`)}
      cancelLabel={t("keep")}
      tone={deed === "cancel" ? "danger" : "primary"}
      onConfirm={confirm}
      pending={isPending}
      error={fault}
    >
      {deed !== "resume" && (
        <Field label={t("reason")} help={t("reasonHelp")}>
          <Textarea rows={2} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {deed === "pause" && (
        <Field label={t("until")} help={t("untilHelp", { zone })} className="max-w-60">
          <Input type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

function act(deed: Deed, mailingId: number, reason: string, until: string) {
  if (deed === "pause") return pauseMailingAction({ mailingId, reason, until: until === "" ? null : new Date(until).toISOString() });
  if (deed === "cancel") return cancelMailingAction({ mailingId, reason });
  return resumeMailingAction({ mailingId });
}
