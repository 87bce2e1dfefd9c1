import { useState } from "react";
import type { Selection } from "./data-table";

/** What of a view is chosen: rows of its page by their ids, which are numbers, or all that it shows. */
export function useSelection() {
  const [chosen, setChosen] = useState<Selection>({});
  const [isAll, setIsAll] = useState(false);
  const ids = Object.keys(chosen)
    .filter((id) => chosen[id])
    .map(Number);

  function clear() {
    setChosen({});
    setIsAll(false);
  }

  return { chosen, setChosen, ids, isAll, chooseAll: () => setIsAll(true), clear };
}
