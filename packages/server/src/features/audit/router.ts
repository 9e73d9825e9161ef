import { mutation, nothing, operator, query, t } from "@plinth/kernel";
import { exportAudit, exportAuditOfInstallation } from "./export-audit.ts";
import { AuditOfInstallation, AuditOfWorkspace, ExportOfInstallation, ExportOfWorkspace } from "./inputs.ts";
import { auditOfInstallation, auditOfWorkspace } from "./list-audit.ts";
import { AuditPage } from "./outputs.ts";

export const auditRouter = t.router({
  list: query
    .input(AuditOfWorkspace)
    .output(AuditPage)
    .query(({ ctx, input }) => auditOfWorkspace(ctx, input)),
  ofInstallation: operator.query
    .input(AuditOfInstallation)
    .output(AuditPage)
    .query(({ ctx, input }) => auditOfInstallation(ctx, input)),
  export: mutation
    .input(ExportOfWorkspace)
    .output(nothing)
    .mutation(({ ctx, input }) => exportAudit(ctx, input)),
  exportInstallation: operator.mutation
    .input(ExportOfInstallation)
    .output(nothing)
    .mutation(({ ctx, input }) => exportAuditOfInstallation(ctx, input)),
});
