using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.History;
using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Scoring;

/// <summary>
/// Drops the cached scores and makes them anew, each as of the instant it had, which shows that nothing but model, facts,
/// touchpoints and that instant is in them.
/// </summary>
public sealed class ScoreRebuild(IServiceScopeFactory scopes, NpgsqlDataSource source, TimeProvider time)
{
    private const int ToldEvery = 5_000;

    /// <summary>All that is worked out of a lead; the stage beside it is the lead's.</summary>
    private const string Columns =
        "lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, scored_at, rises_at";

    /// <summary>Remakes all scores beside the old ones and then takes their place at once, so that pages never see a gap.</summary>
    /// <param name="progress">Told how many leads are done.</param>
    /// <returns>How many leads were scored.</returns>
    public async Task<long> RunAsync(IProgress<long>? progress, CancellationToken cancel)
    {
        var begun = time.GetUtcNow();
        await using var staging = await source.OpenConnectionAsync(cancel);
        // One that failed may have left it in the session.
        await ExecuteAsync(staging, "drop table if exists pg_temp.rebuilt", cancel);
        await ExecuteAsync(
            staging,
            $"create temp table rebuilt on commit preserve rows as select {Columns}, stage from leadgen.lead_scores with no data",
            cancel
        );
        var model = await ModelAsync(cancel);
        var done = await OwnThread.RunAsync(() => CopyAll(staging, model, begun, progress, cancel), cancel);
        await TakePlaceAsync(staging, begun, cancel);
        await ExecuteAsync(staging, "drop table pg_temp.rebuilt", cancel);
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
                $"{row.GetGuid(0)} {row.GetInt32(1)} {row.GetInt32(2)} {row.GetInt32(3)} {row.GetInt32(4)} {row.GetInt32(5)} {row.GetBoolean(6)} {row.GetBoolean(7)} {row.GetFieldValue<DateTimeOffset>(8).UtcTicks} {(row.IsDBNull(9) ? 0 : row.GetFieldValue<DateTimeOffset>(9).UtcTicks)}\n"
            );
            hash.AppendData(Encoding.ASCII.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<ModelInForce> ModelAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PublishedModel>().CurrentAsync(cancel);
    }

    private long CopyAll(
        NpgsqlConnection staging,
        ModelInForce model,
        DateTimeOffset begun,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        using var reader = new ScoredLeadReader(source, model.Model);
        using var copy = staging.BeginBinaryImport($"copy rebuilt ({Columns}, stage) from stdin (format binary)");
        var (sheet, touchpoints, done) = (new Scoresheet(model.Model), new List<Touchpoint>(), 0L);
        while (reader.Read(touchpoints) is var (id, lead))
        {
            var at = lead.ScoredAt ?? begun;
            sheet.Put(touchpoints);
            var verdict = Qualification.Stand(sheet, lead.Facts, lead.Stage, lead.HasOpenHandoff, lead.CountsAfter, at);
            Write(copy, Rescorer.RowOf(id, lead.Stage, verdict, model.Version, at));
            if (++done % ToldEvery == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(done);
            }
        }

        copy.Complete();
        return done;
    }

    private static void Write(NpgsqlBinaryImporter copy, LeadScore row)
    {
        copy.StartRow();
        copy.Write(row.LeadId);
        copy.Write(row.ModelVersion);
        copy.Write(row.Fit);
        copy.Write(row.Engagement);
        copy.Write(row.Score);
        copy.Write(row.QualifyingScore);
        copy.Write(row.Qualifies);
        copy.Write(row.Ready);
        copy.Write(row.ScoredAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        if (row.RisesAt is { } rises)
        {
            copy.Write(rises.UtcDateTime, NpgsqlDbType.TimestampTz);
        }
        else
        {
            copy.WriteNull();
        }

        copy.Write(Terms.Of(row.Stage));
    }

    // What the app scored while we were at it is newer than ours, and stays. What is the same already is not written again.
    private static async Task TakePlaceAsync(NpgsqlConnection staging, DateTimeOffset begun, CancellationToken cancel)
    {
        await ExecuteAsync(staging, "analyze rebuilt", cancel);
        await using var transaction = await staging.BeginTransactionAsync(cancel);
        await ExecuteAsync(staging, "lock table leadgen.lead_scores in exclusive mode", cancel);
        await ExecuteAsync(
            staging,
            """
            delete from leadgen.lead_scores s
            where s.scored_at <= $1 and not exists (select from rebuilt r where r.lead_id = s.lead_id)
            """,
            cancel,
            begun
        );
        await ExecuteAsync(
            staging,
            $"""
            update leadgen.lead_scores s set ({Columns}, stage) =
                ({Qualified("r")}, (select l.stage from leadgen.leads l where l.id = s.lead_id))
            from rebuilt r
            where r.lead_id = s.lead_id and s.scored_at <= $1
                and ({Qualified("s")}, s.stage) is distinct from ({Qualified("r")}, r.stage)
            """,
            cancel,
            begun
        );
        await ExecuteAsync(
            staging,
            $"""
            insert into leadgen.lead_scores ({Columns}, stage)
            select {Qualified("r")}, l.stage from rebuilt r join leadgen.leads l on l.id = r.lead_id
            where not exists (select from leadgen.lead_scores s where s.lead_id = r.lead_id)
            on conflict (lead_id) do nothing
            """,
            cancel
        );
        await transaction.CommitAsync(cancel);
    }

    private static string Qualified(string table) =>
        string.Join(", ", Columns.Split(", ").Select(column => $"{table}.{column}"));

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancel,
        DateTimeOffset? begun = null
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (begun is { } at)
        {
            command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        }

        await command.ExecuteNonQueryAsync(cancel);
    }
}
