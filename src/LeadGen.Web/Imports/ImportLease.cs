using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>
/// One import in the hands of one instance. It is held for as long as its row says so: who pauses or cancels it, or has taken it over
/// since, is noticed with the next chunk, which then is as if it had never been.
/// </summary>
internal sealed class ImportLease(LeadImport import, TimeProvider time)
{
    /// <summary>What was killed is taken on after that; whoever lives holds it by each chunk, and by <see cref="ImportHold"/>.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    public const string ClaimSql = """
        update leadgen.imports set fence = fence + 1, leased_until = {0}
        where id = (
            select id from leadgen.imports
            where state in ('checking', 'running', 'undoing') and (leased_until is null or leased_until < {1})
            order by id limit 1 for update skip locked)
        returning *
        """;

    /// <summary>This one, whoever has it.</summary>
    public const string TakeSql = """
        update leadgen.imports set fence = fence + 1, leased_until = {0}
        where id = {1} and state in ('checking', 'running', 'undoing')
        returning *
        """;

    private readonly long _begun = time.GetTimestamp();
    private readonly string _state = Terms.Of(import.State);
    private ImportSummary _told = import.State == ImportState.Running ? import.Told : new ImportSummary();
    private readonly long _rowsBefore = import.State == ImportState.Running ? import.Told.Rows : 0;

    public LeadImport Import => import;

    /// <summary>Notes how far it is, in the transaction of the chunk.</summary>
    /// <exception cref="LeaseLostException">It is not ours any more.</exception>
    public async Task KeepAsync(LeadGenDbContext db, ImportPoint point, ImportChunk? chunk, CancellationToken cancel)
    {
        if (chunk?.PartOf(import.Id, point.Place.Line) is { } part)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.import_parts (import_id, number, leads, fact_changes, touchpoints, outcomes, stage_moves)
                values ({part.ImportId}, {part.Number}, {part.Leads}, {part.FactChanges}, {part.Touchpoints}, {part.Outcomes}, {part.StageMoves})
                """,
                cancel
            );
        }

        var seconds = Math.Max(time.GetElapsedTime(_begun).TotalSeconds, 0.001);
        var held = await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.imports set told = {JsonColumn.Write(point.Summary)}::jsonb, at_byte = {point.Place.Byte},
                at_line = {point.Place.Line}, rejects_bytes = {point.RejectsBytes},
                rows_per_second = {(point.Summary.Rows - _rowsBefore) / seconds}, leased_until = {time.GetUtcNow()
                + Length}
            where id = {import.Id} and fence = {import.Fence} and state = {_state}
            """,
            cancel
        );
        if (held == 0)
        {
            throw new LeaseLostException();
        }

        if (chunk is not null)
        {
            ImportMetrics.Took(_told, point.Summary);
        }

        _told = point.Summary;
    }

    /// <summary>Notes what is taken back, in the transaction of the part.</summary>
    /// <exception cref="LeaseLostException">It is not ours any more.</exception>
    public async Task KeepAsync(LeadGenDbContext db, ImportUndone undone, CancellationToken cancel)
    {
        var held = await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.imports set undone = {JsonColumn.Write(undone)}::jsonb, leased_until = {time.GetUtcNow()
                + Length}
            where id = {import.Id} and fence = {import.Fence} and state = {_state}
            """,
            cancel
        );
        if (held == 0)
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>It has come to an end; nothing happens where it is not ours any more.</summary>
    public async Task<bool> EndAsync(LeadGenDbContext db, ImportState state, string? error)
    {
        var (next, now) = (Terms.Of(state), time.GetUtcNow());
        var failedIn = state == ImportState.Failed ? _state : null;
        var shown = error?[..Math.Min(error.Length, FencedRuns.ErrorMaxLength)];
        return await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.imports set state = {next}, finished_at = {now}, leased_until = null, error = {shown},
                    failed_in = {failedIn}, found = case when {next} = 'ready' then told else found end
                where id = {import.Id} and fence = {import.Fence} and state = {_state}
                """
            ) > 0;
    }

    /// <summary>Another may go on at once.</summary>
    public Task LeaveAsync(LeadGenDbContext db) =>
        db.Database.ExecuteSqlAsync(
            $"update leadgen.imports set leased_until = null where id = {import.Id} and fence = {import.Fence}"
        );
}
