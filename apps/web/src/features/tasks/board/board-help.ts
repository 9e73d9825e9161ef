/** The element in which cards find how they are moved without a pointer. */
export const boardHelpId = "board-help";
