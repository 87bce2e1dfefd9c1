"use client";

import { useTranslations } from "use-intl";
import { ContactTable, type ContactTableProps } from "@/components/contacts/contact-table";
import { AddToListDialog } from "@/components/lists/add-to-list-dialog";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { SelectionBar } from "@/components/ui/selection-bar";
import { useSelection } from "@/components/ui/use-selection";
import { fillListAction } from "@/lib/lists/actions";

type Props = Omit<ContactTableProps, "selection"> & {
  /** Everybody whom the view shows, on all its pages: a search, sealed as in the address, or a list. `size` where it is known. */
  everybody: { chosen: { search: string } | { memberOf: number }; size: number | null; isMore: boolean };
  /** Names of lists to put them into; null for somebody who may not. */
  lists: readonly string[] | null;
  maySuppress: boolean;
};

/** Contacts of which some, or all that the view shows, can be put into a list; those of a page can be suppressed. */
export function ChoosableContacts({ everybody, lists, maySuppress, ...table }: Props) {
  const t = useTranslations("contacts.selection");
  const { chosen, setChosen, ids, isAll, chooseAll, clear } = useSelection();

  return (
    <>
      <ContactTable {...table} selection={lists || maySuppress ? { chosen, onChange: setChosen, all: isAll } : undefined} />
      {(ids.length > 0 || isAll) && (
        <SelectionBar
          count={ids.length}
          all={{ isChosen: isAll, size: everybody.size, isMore: lists !== null && everybody.isMore, choose: chooseAll }}
          onClear={clear}
        >
          {maySuppress && !isAll && (
            <SuppressDialog whom={{ contactIds: ids, shown: t("contacts", { count: ids.length }) }} size="s" onDone={clear} />
          )}
          {lists && (
            <AddToListDialog
              count={isAll ? everybody.size : ids.length}
              lists={lists}
              put={(name) => fillListAction({ name, chosen: isAll ? everybody.chosen : { ids } })}
              onDone={clear}
            />
          )}
        </SelectionBar>
      )}
    </>
  );
}
