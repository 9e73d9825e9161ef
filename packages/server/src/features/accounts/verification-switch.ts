let isRequired = false;

/** Says whether people of this process have to show that mail reaches them. */
export function requireVerification(required: boolean): void {
  isRequired = required;
}

export const isVerificationRequired = () => isRequired;
