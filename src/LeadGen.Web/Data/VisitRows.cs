using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Data;

/// <summary>How often a call to action was seen and clicked on one day (UTC), by nobody in particular.</summary>
public sealed class CallDay
{
    public required Guid CallId { get; init; }
    public required DateOnly Day { get; init; }
    public long Seen { get; init; }
    public long Clicked { get; init; }
}

/// <summary>How often the page of an offer was viewed on one day (UTC), by nobody in particular.</summary>
public sealed class LandingDay
{
    public required Guid OfferId { get; init; }
    public required DateOnly Day { get; init; }
    public long Viewed { get; init; }
}

/// <summary>How often a variant of a test was shown on one day (UTC), to nobody in particular.</summary>
public sealed class VariantDay
{
    public required Guid VariantId { get; init; }
    public required DateOnly Day { get; init; }
    public long Viewed { get; init; }
}

/// <summary>Adds what was counted to the days that stand there: any number of instances may, at once.</summary>
public static class VisitRows
{
    /// <summary>Rows go in the order of their keys, so that two who add the same never wait for each other in a circle.</summary>
    private const string AddCalls = """
        insert into leadgen.cta_counts as d (call_id, day, seen, clicked)
        select * from unnest($1, $2, $3, $4) as n (call_id, day, seen, clicked) order by call_id, day
        on conflict (call_id, day) do update set seen = d.seen + excluded.seen, clicked = d.clicked + excluded.clicked
        """;

    private const string AddLandings = """
        insert into leadgen.landing_counts as d (offer_id, day, viewed)
        select * from unnest($1, $2, $3) as n (offer_id, day, viewed) order by offer_id, day
        on conflict (offer_id, day) do update set viewed = d.viewed + excluded.viewed
        """;

    private const string AddVariants = """
        insert into leadgen.variant_counts as d (variant_id, day, viewed)
        select * from unnest($1, $2, $3) as n (variant_id, day, viewed) order by variant_id, day
        on conflict (variant_id, day) do update set viewed = d.viewed + excluded.viewed
        """;

    /// <summary>All or nothing, in one round trip.</summary>
    public static async Task AddAsync(
        NpgsqlDataSource source,
        IReadOnlyList<CallDay> calls,
        IReadOnlyList<LandingDay> landings,
        IReadOnlyList<VariantDay> variants,
        CancellationToken cancel
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = connection.CreateBatch();
        if (calls.Count > 0)
        {
            batch.BatchCommands.Add(
                Command(
                    AddCalls,
                    (NpgsqlDbType.Uuid, calls.Select(call => call.CallId).ToArray()),
                    (NpgsqlDbType.Date, calls.Select(call => call.Day).ToArray()),
                    (NpgsqlDbType.Bigint, calls.Select(call => call.Seen).ToArray()),
                    (NpgsqlDbType.Bigint, calls.Select(call => call.Clicked).ToArray())
                )
            );
        }

        if (landings.Count > 0)
        {
            batch.BatchCommands.Add(
                Command(
                    AddLandings,
                    (NpgsqlDbType.Uuid, landings.Select(landing => landing.OfferId).ToArray()),
                    (NpgsqlDbType.Date, landings.Select(landing => landing.Day).ToArray()),
                    (NpgsqlDbType.Bigint, landings.Select(landing => landing.Viewed).ToArray())
                )
            );
        }

        if (variants.Count > 0)
        {
            batch.BatchCommands.Add(
                Command(
                    AddVariants,
                    (NpgsqlDbType.Uuid, variants.Select(variant => variant.VariantId).ToArray()),
                    (NpgsqlDbType.Date, variants.Select(variant => variant.Day).ToArray()),
                    (NpgsqlDbType.Bigint, variants.Select(variant => variant.Viewed).ToArray())
                )
            );
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatchCommand Command(string sql, params (NpgsqlDbType Type, object Values)[] columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (type, values) in columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        }

        return command;
    }
}
