import { z } from "zod";
import { line, linkToken } from "../../fields.ts";
import { userCode } from "./user-code.ts";

/** @param host - what the machine is called, for the person to know it again by */
export const NewDeviceLogin = z.strictObject({ host: line(100) });

export const DeviceCode = z.strictObject({ deviceCode: linkToken });

export const UserCode = z.strictObject({ userCode });
