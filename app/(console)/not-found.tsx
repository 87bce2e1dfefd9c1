import { NothingHere } from "@/app/nothing-here";

export default function ConsoleNotFoundPage() {
  return <NothingHere />;
}
