import Link from "next/link";

/** A signal at the line: the mark and the name, leading home. */
export function Brand({ name }: { name: string }) {
  return (
    <Link href="/" className="flex h-8 w-fit items-center gap-2 rounded-m pr-2 text-14 font-strong tracking-[-0.01em]">
      <svg aria-hidden viewBox="0 0 20 20" className="size-5">
        <rect x="0.5" y="0.5" width="19" height="19" rx="4.5" className="fill-ink" />
        <circle cx="10" cy="6.25" r="2.25" className="fill-on-ink opacity-45" />
        <circle cx="10" cy="13" r="3.25" className="fill-on-ink" />
      </svg>
      {name}
    </Link>
  );
}
