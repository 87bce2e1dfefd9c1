import { NothingHere } from "@/app/nothing-here";

export default function NotFoundPage() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}
