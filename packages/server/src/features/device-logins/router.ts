import { entrance, nothing, person, sensitive, t } from "@plinth/kernel";
import { approveDeviceLogin, denyDeviceLogin, findDeviceLogin } from "./answer-device-login.ts";
import { beginDeviceLogin } from "./begin-device-login.ts";
import { DeviceCode, NewDeviceLogin, UserCode } from "./inputs.ts";
import { BegunDeviceLogin, DeviceLoginView, PolledDeviceLogin } from "./outputs.ts";
import { pollDeviceLogin } from "./poll-device-login.ts";

// Programs where no browser is are signed in from one: https://www.rfc-editor.org/rfc/rfc8628
export const deviceLoginsRouter = t.router({
  begin: entrance.action
    .weight(20)
    .input(NewDeviceLogin)
    .output(BegunDeviceLogin)
    .mutation(({ ctx, input }) => beginDeviceLogin(ctx, input)),
  poll: entrance.action
    .weight(5)
    .input(DeviceCode)
    .output(PolledDeviceLogin)
    .mutation(({ ctx, input }) => pollDeviceLogin(ctx, input)),
  // No query, because each look is counted.
  find: person.action
    .weight(5)
    .input(UserCode)
    .output(DeviceLoginView)
    .mutation(({ ctx, input }) => findDeviceLogin(ctx, input)),
  approve: sensitive.action
    .weight(5)
    .input(UserCode)
    .output(nothing)
    .mutation(({ ctx, input }) => approveDeviceLogin(ctx, input)),
  deny: person.action
    .weight(5)
    .input(UserCode)
    .output(nothing)
    .mutation(({ ctx, input }) => denyDeviceLogin(ctx, input)),
});
