"use client";

import { cloneElement, type ComponentType, lazy, type ReactElement, Suspense, useState } from "react";

type Trigger = ReactElement<{
  "aria-haspopup"?: "menu" | "dialog";
  "aria-expanded"?: boolean;
  onClick?: () => void;
  onFocus?: () => void;
  onPointerEnter?: () => void;
}>;

type Opened = {
  /** A button that opens it; else steer it by `open`. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};
/** What a part that is loaded late is given besides: it is to stand open at once. */
export type LateProps<Props> = Props & { defaultOpen?: boolean };

/** Make a part that no page waits for: its trigger stands alone until it is looked at, and the part itself comes when it is first opened. */
export function onDemand<Props extends Opened>(kind: "menu" | "dialog", load: () => Promise<{ default: ComponentType<LateProps<Props>> }>) {
  const Part = lazy(load);
  const prepare = () => void load();

  return function OnDemand(props: Props) {
    const { open, onOpenChange } = props;
    const [isWanted, setWanted] = useState(false);
    if (open && !isWanted) setWanted(true);

    function want() {
      setWanted(true);
      onOpenChange?.(true);
    }

    const trigger = props.trigger as Trigger | undefined;
    const alone =
      trigger && cloneElement(trigger, { "aria-haspopup": kind, "aria-expanded": false, onClick: want, onFocus: prepare, onPointerEnter: prepare });
    if (!isWanted) return alone ?? null;
    return (
      <Suspense fallback={alone ?? null}>
        <Part {...props} defaultOpen={open === undefined ? true : undefined} />
      </Suspense>
    );
  };
}
