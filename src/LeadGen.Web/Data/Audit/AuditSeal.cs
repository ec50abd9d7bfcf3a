using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Audit;

/// <summary>What stands in the audit log stands: also for who writes SQL by hand, and past any mistake of the app.</summary>
public static class AuditSeal
{
    private const string Sql = """
        do $do$
        begin
            if exists (select from pg_trigger where tgrelid = 'leadgen.audit_entries'::regclass and tgname = 'audit_stands') then
                return;
            end if;
            perform pg_advisory_xact_lock(hashtext('leadgen audit seal'));
            create or replace function leadgen.audit_stands() returns trigger language plpgsql as $$
            begin
                raise exception 'leadgen.audit_entries is append-only: add an entry that sets it right';
            end $$;
            create or replace trigger audit_stands before update or delete or truncate on leadgen.audit_entries
                for each statement execute function leadgen.audit_stands();
        end $do$
        """;

    /// <summary>Once; looked at by every start.</summary>
    public static Task SealAuditAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync(Sql, cancel);
}
