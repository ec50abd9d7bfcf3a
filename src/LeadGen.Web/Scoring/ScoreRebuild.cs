using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Scoring;

/// <summary>
/// Drops the cached scores and makes them anew, each as of the instant it had, which shows that nothing but model, facts,
/// touchpoints and that instant is in them.
/// </summary>
public sealed class ScoreRebuild(IServiceScopeFactory scopes, NpgsqlDataSource source, TimeProvider time)
{
    private const int ChunkSize = 1000;

    /// <summary>All that is worked out of a lead; the stage beside it is the lead's.</summary>
    private const string Columns =
        "lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, scored_at";

    private static readonly ILookup<Guid, Signal> NoSignals = Array
        .Empty<Guid>()
        .ToLookup(id => id, _ => (Signal)null!);

    /// <summary>Remakes all scores beside the old ones and then takes their place at once, so that pages never see a gap.</summary>
    /// <param name="progress">Told how many leads are done.</param>
    /// <returns>How many leads were scored.</returns>
    public async Task<long> RunAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var begun = time.GetUtcNow();
        await using var staging = await source.OpenConnectionAsync(cancel);
        await ExecuteAsync(
            staging,
            $"create temp table rebuilt on commit preserve rows as select {Columns} from leadgen.lead_scores with no data",
            cancel
        );
        var (done, cursor) = (0L, Guid.Empty);
        while (await ChunkAsync(staging, cursor, begun, cancel) is { Count: > 0 } rows)
        {
            (done, cursor) = (done + rows.Count, rows[^1].LeadId);
            progress?.Report(done);
        }

        await TakePlaceAsync(staging, begun, cancel);
        return done;
    }

    /// <summary>SHA-256 over all cached scores in order of lead, in lower-case hex.</summary>
    public async Task<string> DigestAsync(CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var command = source.CreateCommand($"select {Columns} from leadgen.lead_scores order by lead_id");
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.GetGuid(0)} {row.GetInt32(1)} {row.GetInt32(2)} {row.GetInt32(3)} {row.GetInt32(4)} {row.GetInt32(5)} {row.GetBoolean(6)} {row.GetBoolean(7)} {row.GetFieldValue<DateTimeOffset>(8).UtcTicks}\n"
            );
            hash.AppendData(Encoding.ASCII.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<IReadOnlyList<LeadScore>> ChunkAsync(
        NpgsqlConnection staging,
        Guid cursor,
        DateTimeOffset begun,
        CancellationToken cancel
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var leads = await db
            .Leads.AsNoTracking()
            .Where(lead => lead.Id > cursor)
            .OrderBy(lead => lead.Id)
            .Take(ChunkSize)
            .ToListAsync(cancel);
        var ids = leads.Select(lead => lead.Id).ToArray();
        var accountIds = leads.Select(lead => lead.AccountId).OfType<Guid>().Distinct().ToArray();
        var accounts = await db
            .Accounts.AsNoTracking()
            .Where(account => accountIds.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, cancel);
        var instants = await db
            .LeadScores.AsNoTracking()
            .Where(score => ids.Contains(score.LeadId))
            .ToDictionaryAsync(score => score.LeadId, score => score.ScoredAt, cancel);
        var model = await scope.ServiceProvider.GetRequiredService<PublishedModel>().CurrentAsync(cancel);
        var verdicts = await scope
            .ServiceProvider.GetRequiredService<LeadEvaluator>()
            .EvaluateAsync(leads, accounts, model, NoSignals, id => instants.GetValueOrDefault(id, begun), cancel);
        List<LeadScore> rows =
        [
            .. verdicts.Select(v =>
                Rescorer.RowOf(v.Lead, v.Verdict, model.Version, instants.GetValueOrDefault(v.Lead.Id, begun))
            ),
        ];
        await CopyAsync(staging, rows, cancel);
        return rows;
    }

    private static async Task CopyAsync(NpgsqlConnection staging, List<LeadScore> rows, CancellationToken cancel)
    {
        await using var copy = await staging.BeginBinaryImportAsync(
            $"copy rebuilt ({Columns}) from stdin binary",
            cancel
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(row.LeadId, cancel);
            await copy.WriteAsync(row.ModelVersion, cancel);
            await copy.WriteAsync(row.Fit, cancel);
            await copy.WriteAsync(row.Engagement, cancel);
            await copy.WriteAsync(row.Score, cancel);
            await copy.WriteAsync(row.QualifyingScore, cancel);
            await copy.WriteAsync(row.Qualifies, cancel);
            await copy.WriteAsync(row.Ready, cancel);
            await copy.WriteAsync(row.ScoredAt.ToUniversalTime(), cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    // What the app scored while we were at it is newer than ours, and stays.
    private static async Task TakePlaceAsync(NpgsqlConnection staging, DateTimeOffset begun, CancellationToken cancel)
    {
        await using var transaction = await staging.BeginTransactionAsync(cancel);
        await ExecuteAsync(staging, "lock table leadgen.lead_scores in exclusive mode", cancel);
        await using (
            var drop = new NpgsqlCommand("delete from leadgen.lead_scores where scored_at <= $1", staging, transaction)
        )
        {
            drop.Parameters.Add(new() { Value = begun.ToUniversalTime() });
            await drop.ExecuteNonQueryAsync(cancel);
        }

        await ExecuteAsync(
            staging,
            $"""
            insert into leadgen.lead_scores ({Columns}, stage)
            select rebuilt.*, leads.stage from rebuilt join leadgen.leads on leads.id = rebuilt.lead_id
            on conflict (lead_id) do nothing
            """,
            cancel
        );
        await transaction.CommitAsync(cancel);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
