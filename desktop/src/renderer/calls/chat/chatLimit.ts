/** Characters of one message, as `chatTextSchema` has it. */
export const chatLimit = 4000;
/** From so few characters left on, how many there are is said. */
export const tellFrom = 200;
