/**
 * The order in which changes of tasks reach the server: the one in which the person made them, whichever control made them. Without it,
 * a deletion could overtake the change before it, and a second drag of a card the first.
 */
export const taskWrites = { id: "tasks" };
