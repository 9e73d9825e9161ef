let isRequired = false;
let isSent = true;

/** Says whether people of this process have to show that mail reaches them. */
export function requireVerification(required: boolean): void {
  isRequired = required;
}

export const isVerificationRequired = () => isRequired;

/** Says whether this process has mail sent at all: where it has not, nobody is asked to look into theirs. */
export function tellWhetherMailIsSent(sent: boolean): void {
  isSent = sent;
}

export const isMailSent = () => isSent;
