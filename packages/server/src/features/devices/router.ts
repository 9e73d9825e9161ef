import { nothing, person, t } from "@plinth/kernel";
import { z } from "zod";
import { DeviceId } from "./inputs.ts";
import { TrustedDevice } from "./outputs.ts";
import { distrustAllDevices, distrustDevice, listTrustedDevices } from "./trusted-devices.ts";

export const devicesRouter = t.router({
  listTrusted: person.query
    .input(nothing)
    .output(z.array(TrustedDevice))
    .query(({ ctx }) => listTrustedDevices(ctx)),
  distrust: person.mutation
    .input(DeviceId)
    .output(nothing)
    .mutation(({ ctx, input }) => distrustDevice(ctx, input.id)),
  distrustAll: person.mutation
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => distrustAllDevices(ctx)),
});
