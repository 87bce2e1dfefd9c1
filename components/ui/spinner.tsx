import { LoaderCircle } from "lucide-react";

/** A turning ring for a deed under way. What is under way is said in words beside it. */
export function Spinner({ className = "size-4" }: { className?: string }) {
  return <LoaderCircle aria-hidden className={`animate-spin ${className}`} />;
}
