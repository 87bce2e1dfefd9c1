"use client";

import { useEffect, useRef, useState } from "react";
import { fileFault } from "@/components/imports/file-fault";
import { err, ok, type Failure, type Result } from "@/lib/errors";
import { has } from "@/lib/http";

export type Upload =
  { state: "idle" } | { state: "sending"; name: string; sent: number; size: number } | { state: "refused"; name: string; error: Failure };

/** Send a file as it is, see how far it has come, and stop it. Leaving the page stops it, too. */
export function useUpload(onUploaded: (importId: number) => void) {
  const [upload, setUpload] = useState<Upload>({ state: "idle" });
  const request = useRef<XMLHttpRequest | null>(null);
  useEffect(() => () => request.current?.abort(), []);

  function start(file: File) {
    const { name, size } = file;
    const refuse = (error: Failure) => setUpload({ state: "refused", name, error });
    const fault = fileFault(file);
    if (fault) return refuse(fault);
    // fetch does not tell how much of a body has left.
    const sending = new XMLHttpRequest();
    request.current = sending;
    setUpload({ state: "sending", name, sent: 0, size });
    sending.upload.onprogress = ({ loaded }) => setUpload({ state: "sending", name, sent: loaded, size });
    sending.onerror = () => refuse({ code: "import.cut_off" });
    sending.onabort = () => setUpload({ state: "idle" });
    sending.onload = () => {
      const answer = answerOf(sending);
      if (answer.ok) onUploaded(answer.value.importId);
      else refuse(answer.error);
    };
    sending.open("POST", `/api/imports?name=${encodeURIComponent(name)}`);
    sending.send(file);
  }

  return { upload, start, stop: () => request.current?.abort() };
}

function answerOf({ status, responseText }: XMLHttpRequest): Result<{ importId: number }> {
  const body = asJson(responseText);
  if (status === 201 && has<{ importId: number }>(body, ["importId"])) return ok(body);
  return err(has<Failure>(body, ["code"]) ? body : { code: "import.cut_off" });
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
