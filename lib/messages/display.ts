/** The page of what is known of a number: of its contact where it is one, else its newest message. */
export function placeOfNumber({ contactId, messageId }: { contactId: number | null; messageId: number | null }): string {
  return contactId === null ? `/messages/${messageId}` : `/messages?contact=${contactId}`;
}
